package io.tidemark.local.replay;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerRow;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.sink.DeadLetterFormat;
import io.tidemark.jobs.kit.sink.LateFormat;
import io.tidemark.jobs.kit.sink.LedgerFormat;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.jobs.kit.sink.OutputFormat;
import io.tidemark.jobs.kit.source.DecoderFactory;
import io.tidemark.jobs.kit.source.Watermarks;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job's graph, checked and ready for a script: from decoding to the ledger the same that Flink
 * would run.
 */
final class Replay<R> {

  private final Parameters parameters;
  private final Configuration flink;
  private final DecoderFactory decoders;
  private final JobGraph.Streams<R> streams;
  private final OutputFormat<R> resultFormat;

  private <P> Replay(Job<P, R> job, Parameters parameters) {
    this.parameters = parameters;
    this.flink = RuntimeParameters.toFlink(parameters);
    P params = job.params(parameters);
    this.decoders =
        DecoderFactory.of(parameters, job.needs(params), job.reads(params), job.pointers(params));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    OneKeyedStage.check(env, job, params);
    this.streams = JobGraph.connect(ScriptedStream.in(env, Decoded.class), job, params, parameters);
    this.resultFormat = job.resultFormat(params);
  }

  /**
   * Builds the job's graph; nothing is started.
   *
   * @throws io.tidemark.jobs.kit.params.ParameterException if the parameters make no sense
   *     together, or the job is none that can be replayed
   */
  static <R> Replay<R> of(Job<?, R> job, Parameters parameters) {
    return new Replay<>(job, parameters);
  }

  /** Plays a script to its end, and tells the ledger's totals. */
  LedgerCounts play(Script script, OutputFolder output) throws Exception {
    ScriptClock clock = new ScriptClock();
    Books books = new Books();
    try (DrivenGraph<Decoded> graph = DrivenGraph.start(flink)) {
      graph.connect(
          streams.results(), output.writer(Output.RESULTS, new EmittedAt<>(resultFormat, clock)));
      graph.connect(streams.late(), output.writer(Output.LATE, new LateFormat()));
      graph.connect(
          streams.deadLetters(), output.writer(Output.DEAD_LETTERS, new DeadLetterFormat()));
      graph.connect(streams.ledger(), output.writer(Output.LEDGER, new LedgerFormat()));
      graph.connect(streams.ledger(), row -> books.last = row.getValue());
      play(script, clock, graph);
    }
    return books.last.totals();
  }

  private void play(Script script, ScriptClock clock, DrivenGraph<Decoded> graph) throws Exception {
    ScriptSource source =
        new ScriptSource(
            script,
            decoders(script).create(clock),
            Watermarks.of(parameters, true),
            clock,
            graph.input());
    try (ScriptReader lines = script.open()) {
      for (ScriptLine line = lines.next(); line != null; line = lines.next()) {
        if (line.at() != null) {
          clock.moveTo(line.at());
          graph.clock(line.at());
        }
        if (line.event() != null) {
          source.event(line.event(), line.number());
        } else if (line.watermark() != null) {
          source.watermark(line.watermark());
        }
      }
    }
    source.end();
    graph.endInput();
  }

  /** Whoever scripts watermarks knows what time it is: an event may be as far ahead as it likes. */
  private DecoderFactory decoders(Script script) {
    return script.hasWatermarks() ? decoders.withoutFutureGuard() : decoders;
  }

  /** The newest row of the ledger. */
  private static final class Books {
    private LedgerRow last;
  }
}
