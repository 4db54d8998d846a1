/** What the benchmark needs of an engine. */
package io.tidemark.bench.engine;
