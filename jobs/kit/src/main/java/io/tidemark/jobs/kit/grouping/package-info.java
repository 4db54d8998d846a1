/**
 * Grouping sets, as SQL has them: results for each key, and for each key and dimension, from one
 * pass over the events.
 */
package io.tidemark.jobs.kit.grouping;
