/** The job user-sessions. */
package io.tidemark.jobs.usersessions;
