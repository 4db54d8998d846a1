/** Hazelcast Jet. */
package io.tidemark.bench.jet;
