/**
 * The page that shows a running job. It is fed by what any deployment has, Flink's REST API and the
 * topics that the job writes, and served from loopback.
 */
package io.tidemark.local.watch;
