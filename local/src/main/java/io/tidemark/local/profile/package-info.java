/**
 * {@code ./tidemark profile}: how late the events of a feed come, and which watermark suits them.
 *
 * <p>A {@link io.tidemark.local.profile.Feed} hands the records to a {@link
 * io.tidemark.local.profile.Profiler} in the order of their arrival; what that measured is a {@link
 * io.tidemark.local.profile.Profile}, which is then told as text, as JSON and as a picture. Memory
 * does not grow with the feed: lengths of time are counted in histograms, devices and windows are
 * sampled by hash.
 */
package io.tidemark.local.profile;
