/** What would lose data later, found before a job starts. */
package io.tidemark.jobs.kit.preflight;
