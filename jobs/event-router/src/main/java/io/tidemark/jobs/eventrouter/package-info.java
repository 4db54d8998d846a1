/** The job event-router. */
package io.tidemark.jobs.eventrouter;
