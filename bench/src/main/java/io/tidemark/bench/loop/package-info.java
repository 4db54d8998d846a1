/** The limit: loops without any framework. */
package io.tidemark.bench.loop;
