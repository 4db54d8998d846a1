package io.tidemark.bench.jet;

import com.hazelcast.jet.core.EventTimePolicy;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorSupplier;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.Shape;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes Jet's sources, each with its share of the clicks. */
final class ClickSourceSupplier<T> implements ProcessorSupplier {

  private static final long serialVersionUID = 1;

  private final Workload workload;
  private final long clicks;
  private final Shape<T> shape;
  private final EventTimePolicy<? super T> policy;

  ClickSourceSupplier(
      Workload workload, long clicks, Shape<T> shape, EventTimePolicy<? super T> policy) {
    this.workload = workload;
    this.clicks = clicks;
    this.shape = shape;
    this.policy = policy;
  }

  @Override
  public Collection<? extends Processor> get(int count) {
    List<Processor> sources = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Clicks share = Clicks.share(Traffic.inMemory(workload, clicks), i, count);
      sources.add(new ClickSourceProcessor<>(share, Traffic.ahead(count), shape, policy));
    }
    return sources;
  }
}
