/** The job activity-anomalies. */
package io.tidemark.jobs.activityanomalies;
