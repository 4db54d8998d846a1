/** The broker that the benchmark starts, and the clicks in it. */
package io.tidemark.bench.kafka;
