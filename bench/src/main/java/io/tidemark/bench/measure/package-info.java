/** How long a run took, what it cost, and what came out of it. */
package io.tidemark.bench.measure;
