/** Accumulators for windows, beyond plain counts and sums. */
package io.tidemark.functions.aggregate;
