package io.tidemark.local.profile;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.EventMapping;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.event.TimeFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Profiles of feeds that are given as event times in the order of arrival. */
final class Measured {

  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final ProfileSettings SETTINGS =
      new ProfileSettings(
          new EventMapping(
              Map.of(Field.KEY, "/t", Field.TIME, "/t", Field.RECEIVED_TIME, "/r"),
              Set.of(),
              TimeFormat.EPOCH_MILLIS),
          Duration.ofHours(1),
          Duration.ofSeconds(30),
          WINDOW);

  private Measured() {}

  static Profile of(long[] times) {
    return of(times, 0, times.length);
  }

  /** The part of a feed between two positions. */
  static Profile of(long[] times, int from, int to) {
    Profiler profiler =
        new Profiler(
            SETTINGS, "test", List.of("file"), InstantSource.fixed(Instant.ofEpochMilli(1L << 45)));
    for (int i = from; i < to; i++) {
      profiler.receive(
          0,
          ("{\"t\":" + times[i] + "}").getBytes(StandardCharsets.UTF_8),
          Event.NO_TIME,
          Event.NO_TIME);
    }
    return profiler.profile();
  }
}
