/** {@code ./tidemark cluster} and {@code submit}: Flink and Kafka as real processes. */
package io.tidemark.local.cluster;
