/** The laptop: the command line, a Flink and a Kafka inside one JVM, and simulated traffic. */
package io.tidemark.local;
