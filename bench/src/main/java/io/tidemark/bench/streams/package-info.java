/** Kafka Streams. */
package io.tidemark.bench.streams;
