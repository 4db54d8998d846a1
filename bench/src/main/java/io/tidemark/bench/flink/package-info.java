/** Tidemark, and what Flink has to offer by itself. */
package io.tidemark.bench.flink;
