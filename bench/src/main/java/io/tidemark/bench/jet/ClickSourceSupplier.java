package io.tidemark.bench.jet;

import com.hazelcast.jet.core.EventTimePolicy;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorSupplier;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.Shape;
import io.tidemark.bench.workload.Traffic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes Jet's sources, each with its share of the clicks. */
final class ClickSourceSupplier<T> implements ProcessorSupplier {

  private static final long serialVersionUID = 1;

  private final Shape<T> shape;
  private final EventTimePolicy<? super T> policy;

  ClickSourceSupplier(Shape<T> shape, EventTimePolicy<? super T> policy) {
    this.shape = shape;
    this.policy = policy;
  }

  @Override
  public Collection<? extends Processor> get(int count) {
    List<Processor> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Clicks share = Clicks.share(Race.current().traffic(), i, count);
      sources.add(new ClickSourceProcessor<>(share, Traffic.ahead(count), shape, policy));
    }
    return sources;
  }
}
