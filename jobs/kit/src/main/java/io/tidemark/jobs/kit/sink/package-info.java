/** Where the four outputs of a job go: results, late records, dead letters and the ledger. */
package io.tidemark.jobs.kit.sink;
