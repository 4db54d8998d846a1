/** The job video-analytics. */
package io.tidemark.jobs.videoanalytics;
