package io.tidemark.jobs.eventrouter;

import java.io.Serializable;
import java.time.Duration;

/**
 * Where more is known of events.
 *
 * @param file the path of a JSON file, in any file system that Flink knows
 * @param pointer where an event has the key that the file knows things by
 * @param reloadInterval how often to look whether the file has changed, in processing time
 */
record ReferenceSettings(String file, String pointer, Duration reloadInterval)
    implements Serializable {}
