package io.tidemark.functions.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.event.WatermarkEvent;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.RecordAttributes;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Keeps what an operator emits. Every record goes through its type's serializer at once, as it
 * would on the way to another task: so each type proves itself, and what the operator does to a
 * record later on does not show.
 */
final class RecordedOutput<OUT> implements Output<StreamRecord<OUT>> {

  private final RoundTrip<OUT> results;
  private final Map<OutputTag<?>, RoundTrip<?>> sides = new HashMap<>();
  private final Map<OutputTag<?>, Queue<StreamRecord<?>>> sideRecords = new HashMap<>();
  private final List<StreamRecord<OUT>> records = new ArrayList<>();

  RecordedOutput(TypeInformation<OUT> type) {
    this.results = new RoundTrip<>(type);
  }

  /** The records emitted since the last call. */
  List<StreamRecord<OUT>> take() {
    List<StreamRecord<OUT>> taken = List.copyOf(records);
    records.clear();
    return taken;
  }

  /** The records emitted to a side output since the last call. */
  @SuppressWarnings("unchecked") // kept under the tag that they were collected with
  <X> List<X> take(OutputTag<X> tag) {
    List<X> taken = new ArrayList<>();
    Queue<StreamRecord<?>> queue = sideRecords.getOrDefault(tag, new ArrayDeque<>());
    while (!queue.isEmpty()) {
      taken.add((X) queue.remove().getValue());
    }
    return taken;
  }

  @Override
  public void collect(StreamRecord<OUT> emitted) {
    records.add(emitted.copy(results.of(emitted.getValue())));
  }

  @Override
  @SuppressWarnings("unchecked") // made for this tag
  public <X> void collect(OutputTag<X> tag, StreamRecord<X> emitted) {
    RoundTrip<X> roundTrip =
        (RoundTrip<X>) sides.computeIfAbsent(tag, t -> new RoundTrip<>(t.getTypeInfo()));
    sideRecords
        .computeIfAbsent(tag, t -> new ArrayDeque<>())
        .add(emitted.copy(roundTrip.of(emitted.getValue())));
  }

  @Override
  public void emitWatermark(Watermark mark) {}

  @Override
  public void emitWatermarkStatus(WatermarkStatus status) {}

  @Override
  public void emitLatencyMarker(LatencyMarker marker) {}

  @Override
  public void emitRecordAttributes(RecordAttributes attributes) {}

  @Override
  public void emitWatermark(WatermarkEvent watermark) {}

  @Override
  public void close() {}
}
