/** The job late-repair. */
package io.tidemark.jobs.laterepair;
