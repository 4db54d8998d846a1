/**
 * A job's real operators, driven by a file that says what happens and when: event time and
 * processing time both come from it, so that the same file always gives the same output.
 */
package io.tidemark.local.replay;
