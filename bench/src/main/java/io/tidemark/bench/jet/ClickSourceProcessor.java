package io.tidemark.bench.jet;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.Shape;
import java.util.concurrent.CompletableFuture;

/** A source that makes its share of the clicks. It cannot be restored, as Flink's cannot. */
final class ClickSourceProcessor<T> extends AbstractProcessor {

  private final Clicks clicks;
  private final Shape<T> shape;
  private final EventTimeMapper<T> eventTimes;
  private final Traverser<Object> output;

  private final Race race = Race.current();
  private final boolean paced = race.traffic().workload().isPaced();

  private long ahead;
  private CompletableFuture<Void> begun;
  private boolean done;

  ClickSourceProcessor(
      Clicks clicks, long ahead, Shape<T> shape, EventTimePolicy<? super T> policy) {
    this.clicks = clicks;
    this.ahead = ahead;
    this.shape = shape;
    this.eventTimes = new EventTimeMapper<>(policy);
    this.eventTimes.addPartitions(1);
    Traverser<T> shaped = this::next;
    this.output = shaped.flatMap(click -> eventTimes.flatMapEvent(click, 0, clicks.time()));
  }

  private T next() {
    if (begun == null) {
      if (ahead > 0 && clicks.advance()) {
        ahead--;
        return shape.of(clicks);
      }
      begun = race.ready();
    }
    if (!begun.isDone() || (paced && !race.isDue(clicks.nextIndex()))) {
      return null;
    }
    if (clicks.advance()) {
      return shape.of(clicks);
    }
    done = true;
    return null;
  }

  @Override
  public boolean complete() {
    return emitFromTraverser(output) && done;
  }
}
