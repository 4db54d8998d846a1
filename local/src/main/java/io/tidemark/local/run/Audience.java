package io.tidemark.local.run;

import io.tidemark.jobs.kit.JobTopics;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.cluster.FlinkRest;
import io.tidemark.local.watch.WatermarkProbe;

/** A terminal that shows what a job writes to Kafka. */
final class Audience implements Spectator, AutoCloseable {

  private final RunPlan plan;
  private final Parameters parameters;

  private OutputTail tail;
  private Terminal terminal;

  Audience(RunPlan plan, Parameters parameters) {
    this.plan = plan;
    this.parameters = parameters;
  }

  /** A job whose topics are not there yet would fail and begin anew. */
  @Override
  public void prepare() throws Exception {
    tail =
        new OutputTail(
            parameters.get(KafkaParameters.BOOTSTRAP_SERVERS),
            JobTopics.of(plan.job(), parameters));
  }

  @Override
  public void begin(LocalFlink flink) throws Exception {
    terminal =
        new Terminal(
            tail, new WatermarkProbe(new FlinkRest(flink.restAddress()), flink.job().toString()));
    terminal.start();
  }

  @Override
  public void end() throws Exception {
    terminal.finish();
  }

  @Override
  public void close() throws Exception {
    if (terminal != null) {
      terminal.close();
    } else if (tail != null) {
      tail.close();
    }
  }
}
