package io.tidemark.functions.window;

import io.tidemark.functions.type.HandWrittenType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What a window operator behind a pre-aggregation gets: one record as it was read, or what some
 * records of one key have added up to. Its event time is the stream record's: of a sum over a slice
 * any time in that slice, of one over a part of a session the time at which that part begins.
 *
 * @param key the key of a sum; null of a record, which has its own
 * @param record the record; null of a sum
 * @param count how many records it stands for
 * @param lengthMs how long a part of a session is; 0 unless it is one
 * @param accumulator what the records have added up to; null of a record
 */
record Contribution<IN, ACC>(String key, IN record, long count, long lengthMs, ACC accumulator) {

  static <IN, ACC> Contribution<IN, ACC> of(IN record) {
    return new Contribution<>(null, record, 1, 0, null);
  }

  static <IN, ACC> Contribution<IN, ACC> sum(
      String key, long count, long lengthMs, ACC accumulator) {
    return new Contribution<>(key, null, count, lengthMs, accumulator);
  }

  static <IN, ACC> TypeInformation<Contribution<IN, ACC>> typeOf(
      TypeInformation<IN> record, TypeInformation<ACC> accumulator) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    Class<Contribution<IN, ACC>> type = (Class) Contribution.class;
    return HandWrittenType.of(type, ContributionSerializer::new, record, accumulator);
  }

  /** The gap behind a record, and the length of a part of a session. */
  static <IN, ACC> SessionGap<Contribution<IN, ACC>> gap(SessionGap<IN> gapOfRecord) {
    return contribution ->
        contribution.isRecord()
            ? gapOfRecord.gapMs(contribution.record())
            : contribution.lengthMs();
  }

  boolean isRecord() {
    return key == null;
  }
}
