/**
 * Secrets that are named where a job is set up and read where it runs: {@code ${env:NAME}} and
 * {@code ${file:PATH}} in what is handed on to Kafka's clients.
 *
 * <p>Kafka's clients look them up when they open, through the two config providers here. The values
 * are thus in the memory of the JobManager and the TaskManagers only: not in program arguments, the
 * web UI, the job graph, its copies for high availability, or savepoints.
 */
package io.tidemark.jobs.kit.secret;
