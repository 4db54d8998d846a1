package io.tidemark.local.run;

import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.broker.LocalBroker;
import io.tidemark.local.simulate.KafkaTarget;
import io.tidemark.local.simulate.Pacer;
import io.tidemark.local.simulate.SimulatorParameters;
import io.tidemark.local.simulate.TrafficModel;
import io.tidemark.local.simulate.TrafficSimulator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Simulated phones, a real broker between them and the job, and a terminal that shows what the job
 * writes: the job itself runs as it would anywhere.
 */
final class Demonstration implements Spectator, AutoCloseable {

  private static final String KAFKA = "kafka";

  /** Stands in for the ends of a demonstration while only the parameters are checked. */
  static final Map<String, String> NO_ENDS_YET = Map.of(EndParameters.SOURCE.key(), KAFKA);

  private final LocalBroker broker;
  private final Parameters parameters;
  private final Audience audience;

  private KafkaTarget target;
  private Pacer pacer;
  private Thread phones;
  private volatile Exception trafficFailure;

  private Demonstration(RunPlan plan, LocalBroker broker) {
    this.broker = broker;
    this.parameters = parameters(plan);
    this.audience = new Audience(plan, parameters);
  }

  static Demonstration start(RunPlan plan, Path folder) throws Exception {
    return new Demonstration(plan, LocalBroker.start(folder.resolve(KAFKA), 0));
  }

  /** Kafka at both ends, beside the sinks that were asked for. */
  private static Map<String, String> ends(RunPlan plan, String bootstrapServers) {
    Set<String> sinks = new LinkedHashSet<>();
    if (plan.parameters().isSet(EndParameters.SINK)) {
      sinks.addAll(plan.parameters().get(EndParameters.SINK));
    }
    sinks.add(KAFKA);
    Map<String, String> ends = new LinkedHashMap<>();
    ends.put(EndParameters.SOURCE.key(), KAFKA);
    ends.put(EndParameters.SINK.key(), String.join(",", sinks));
    ends.put(KafkaParameters.BOOTSTRAP_SERVERS.key(), bootstrapServers);
    return ends;
  }

  /** The parameters for a job that is to run with these ends, also after the first one. */
  Parameters parameters(RunPlan other) {
    return other.with(ends(other, broker.bootstrapServers()));
  }

  /** The parameters for the job. */
  Parameters parameters() {
    return parameters;
  }

  @Override
  public void prepare() throws Exception {
    String topic = parameters.get(KafkaParameters.EVENTS).get(0);
    System.err.printf("Kafka:          %s, topic %s%n", broker.bootstrapServers(), topic);
    audience.prepare();
    TrafficModel traffic = SimulatorParameters.traffic(parameters);
    target =
        new KafkaTarget(
            broker.bootstrapServers(),
            topic,
            traffic.partitions(),
            traffic.mischief().idlePartition(),
            Map.of());
  }

  @Override
  public void begin(LocalFlink flink) throws Exception {
    audience.begin(flink);

    // Made now, not before: unless told otherwise, its phones begin when it is made.
    TrafficModel traffic = SimulatorParameters.traffic(parameters);
    pacer = Pacer.of(traffic);
    phones =
        new Thread(
            () -> {
              try {
                pacer.run(new TrafficSimulator(traffic), target);
              } catch (Exception e) {
                trafficFailure = e;
              }
            },
            "phones");
    phones.start();
  }

  @Override
  public void inputEnds() throws Exception {
    pacer.stop();
    phones.join();
    if (trafficFailure != null) {
      throw trafficFailure;
    }
  }

  @Override
  public void end() throws Exception {
    audience.end();
  }

  @Override
  public void close() throws Exception {
    if (pacer != null) {
      pacer.stop();
      phones.join();
    }
    if (target != null) {
      target.close();
    }
    audience.close();
    broker.close();
  }
}
