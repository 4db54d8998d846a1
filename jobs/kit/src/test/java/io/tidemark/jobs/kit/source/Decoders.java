package io.tidemark.jobs.kit.source;

import io.tidemark.functions.event.EventMapping;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.event.FutureGuard;
import io.tidemark.functions.event.TimeCorrection;
import io.tidemark.functions.event.TimeFormat;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Decoders for tests: {@code {"k":"a","t":1000}} with an optional {@code "received"}. */
final class Decoders {

  static final DecoderFactory SIMPLE =
      new DecoderFactory(
          new EventMapping(
              Map.of(Field.KEY, "/k", Field.TIME, "/t", Field.RECEIVED_TIME, "/received"),
              Set.of(),
              TimeFormat.EPOCH_MILLIS),
          FutureGuard.of(Duration.ofHours(1), FutureGuard.Policy.DEAD_LETTER),
          TimeCorrection::none);

  private Decoders() {}

  static String event(String key, long time) {
    return "{\"k\":\"" + key + "\",\"t\":" + time + "}";
  }
}
