/** What every engine is given: the same clicks in the same order. */
package io.tidemark.bench.workload;
