/** Where events come from, with their watermarks. */
package io.tidemark.jobs.kit.source;
