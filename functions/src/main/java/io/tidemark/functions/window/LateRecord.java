package io.tidemark.functions.window;

import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * A record that came too late for at least one of its windows.
 *
 * <p>Very rarely it is several of one key at once: where they were added up before they were sent,
 * in an input that had been idle and then was further behind the others than they could tell.
 *
 * @param record the record; null if it is several
 * @param key what the stream is grouped by
 * @param records how many it is
 * @param eventTime its event time, epoch milliseconds; of several, one of theirs
 * @param watermark the watermark that it was judged by
 * @param outcome what became of it
 * @param missed the windows that did not get it, at least one
 */
public record LateRecord<T>(
    T record,
    String key,
    long records,
    long eventTime,
    long watermark,
    Outcome outcome,
    List<WindowBounds> missed) {

  /** What becomes of a record that misses a window. */
  public enum Outcome {
    /** It missed all of its windows. */
    LATE_DROPPED,
    /** Other windows still got it. */
    LATE_PARTIAL
  }

  /** The type of late records with the given type of record. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <T> TypeInformation<LateRecord<T>> typeOf(TypeInformation<T> record) {
    return (TypeInformation)
        Types.POJO(
            LateRecord.class,
            Map.of(
                "record",
                record,
                "key",
                Types.STRING,
                "records",
                Types.LONG,
                "eventTime",
                Types.LONG,
                "watermark",
                Types.LONG,
                "outcome",
                TypeInformation.of(Outcome.class),
                "missed",
                Types.LIST(TypeInformation.of(WindowBounds.class))));
  }
}
