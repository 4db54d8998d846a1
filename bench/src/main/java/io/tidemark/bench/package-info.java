/** The benchmark: the same work on Tidemark and on its peers, side by side. */
package io.tidemark.bench;
