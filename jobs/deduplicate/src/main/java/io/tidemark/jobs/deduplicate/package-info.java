/** The job deduplicate. */
package io.tidemark.jobs.deduplicate;
