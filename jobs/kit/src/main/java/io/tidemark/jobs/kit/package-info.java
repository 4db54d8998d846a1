/** What all jobs share: parameters, sources, sinks, and the graph that joins a job to them. */
package io.tidemark.jobs.kit;
