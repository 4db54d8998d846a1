package io.tidemark.jobs.kit;

import io.tidemark.functions.event.DeadLetter;
import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.intake.Deduplicator;
import io.tidemark.functions.intake.Intake;
import io.tidemark.functions.ledger.Auditor;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerMeter;
import io.tidemark.functions.ledger.LedgerRow;
import io.tidemark.functions.ledger.TracedEvent;
import io.tidemark.functions.ledger.Tracer;
import io.tidemark.functions.window.LateRecord;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.TraceParameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import io.tidemark.jobs.kit.preflight.Promises;
import io.tidemark.jobs.kit.sink.DeadLetterFormat;
import io.tidemark.jobs.kit.sink.LateFormat;
import io.tidemark.jobs.kit.sink.LedgerFormat;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.jobs.kit.sink.Sinks;
import io.tidemark.jobs.kit.sink.TraceFormat;
import io.tidemark.jobs.kit.source.RecordDecoders;
import io.tidemark.jobs.kit.source.Sources;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The one graph of a job, whoever runs it: a laptop, a cluster, a test or the benchmark. */
public final class JobGraph {

  private JobGraph() {}

  /**
   * All that comes out of a job.
   *
   * @param results the job's results
   * @param late events that came too late for a window
   * @param deadLetters records that are no events
   * @param ledger the books, a row for each checkpoint
   * @param trace a sample of the events, with what became of each; nothing unless the job's global
   *     parameters have a {@link Tracer#RATE}
   */
  public record Streams<R>(
      DataStream<R> results,
      DataStream<LateRecord<Event>> late,
      DataStream<DeadLetter> deadLetters,
      DataStream<LedgerRow> ledger,
      DataStream<TracedEvent> trace) {}

  /**
   * The job with the ends that its parameters name.
   *
   * @throws io.tidemark.jobs.kit.params.ParameterException if the parameters make no sense together
   */
  public static <P, R> void build(
      StreamExecutionEnvironment env, Job<P, R> job, Parameters parameters) {
    P params = job.params(parameters);
    Promises.requireKept(parameters);
    // Flink shows them beside the job, so that whoever looks at it knows how it was set up. Secrets
    // are references in them.
    env.getConfig().setGlobalJobParameters(Configuration.fromMap(parameters.under("")));
    RecordDecoders decoders = job.decoders(params, parameters);
    Sinks sinks = new Sinks(job.name(), parameters);
    DataStream<Decoded> decoded = new Sources(job.name(), parameters).open(env, decoders);
    Streams<R> streams = connect(decoded, job, params, parameters);
    sinks.attach(Output.RESULTS, streams.results(), job.resultFormat(params));
    sinks.attach(Output.LATE, streams.late(), new LateFormat());
    sinks.attach(Output.DEAD_LETTERS, streams.deadLetters(), new DeadLetterFormat());
    sinks.attach(Output.LEDGER, streams.ledger(), new LedgerFormat());
    if (TraceParameters.isOn(parameters)) {
      sinks.attach(Output.TRACE, streams.trace(), new TraceFormat());
    }
  }

  /** The job between its ends: intake, the job's own graph, and the auditor. */
  public static <P, R> Streams<R> connect(
      DataStream<Decoded> decoded, Job<P, R> job, P params, Parameters parameters) {
    SingleOutputStreamOperator<Event> intake =
        decoded
            .transform(
                "intake",
                TypeInformation.of(Event.class),
                new Intake(
                    wantedTypes(job.types(params), parameters),
                    WatermarkParameters.markTypes(parameters)))
            .uid("intake")
            // Chained to its source, whose sequence numbers it counts by.
            .setParallelism(decoded.getParallelism());
    DataStream<LedgerCounts> counted = intake.getSideOutput(LedgerMeter.TAG);
    DataStream<TracedEvent> trace = intake.getSideOutput(Tracer.TAG);

    DataStream<Event> events = intake;
    Duration horizon = parameters.get(EventParameters.DEDUP_HORIZON);
    if (!horizon.isZero()) {
      SingleOutputStreamOperator<Event> unique =
          intake
              .keyBy(Event::id)
              .transform("deduplicate", TypeInformation.of(Event.class), new Deduplicator(horizon))
              .uid("deduplicate");
      counted = counted.union(unique.getSideOutput(LedgerMeter.TAG));
      trace = trace.union(unique.getSideOutput(Tracer.TAG));
      events = unique;
    }

    Outputs<R> outputs = job.build(events, params);
    if (outputs.trace() != null) {
      trace = trace.union(outputs.trace());
    }
    boolean alignedBarriers =
        !decoded
            .getExecutionEnvironment()
            .getConfiguration()
            .get(CheckpointingOptions.ENABLE_UNALIGNED);
    SingleOutputStreamOperator<LedgerRow> ledger =
        counted
            .union(outputs.ledger())
            .transform("audit", TypeInformation.of(LedgerRow.class), new Auditor(alignedBarriers))
            .uid("audit")
            .forceNonParallel()
            // Chained to its sink in a job of parallelism 1, "at most one" would hold for the sink
            // too, whose state could then never be read by a larger job.
            .disableChaining();
    return new Streams<>(
        outputs.results(),
        outputs.late(),
        intake.getSideOutput(Intake.DEAD_LETTERS),
        ledger,
        trace);
  }

  /** The types that the user asked for and the job has a use for; empty: all. */
  private static Set<String> wantedTypes(Set<String> ofJob, Parameters parameters) {
    Set<String> asked = Set.copyOf(parameters.get(EventParameters.FILTER_TYPES));
    if (asked.isEmpty() || ofJob.isEmpty()) {
      return asked.isEmpty() ? ofJob : asked;
    }
    return asked.stream().filter(ofJob::contains).collect(Collectors.toSet());
  }
}
