/** The job click-counts. */
package io.tidemark.jobs.clickcounts;
