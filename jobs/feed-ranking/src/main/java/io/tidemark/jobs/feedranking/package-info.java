/** The job feed-ranking. */
package io.tidemark.jobs.feedranking;
