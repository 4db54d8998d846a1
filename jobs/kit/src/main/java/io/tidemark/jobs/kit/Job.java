package io.tidemark.jobs.kit;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import io.tidemark.jobs.kit.source.DecoderFactory;
import io.tidemark.jobs.kit.source.RecordDecoders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * A job: a graph from events to results, and what the kit must know to put ends on it.
 *
 * @param <P> its parameters, a record that is valid once made
 * @param <R> its results
 */
public interface Job<P, R> {

  /** The name in commands, topics and Flink's web UI, in kebab-case. */
  String name();

  /** One line: what it answers. */
  String summary();

  /** The parameters that this job has beside those of every job. */
  List<Parameter<?>> parameters();

  /**
   * Reads this job's parameters.
   *
   * @throws io.tidemark.jobs.kit.params.ParameterException if they make no sense together
   */
  P params(Parameters parameters);

  /** The fields, beside key and time, without which an event is of no use to this job. */
  Set<Field> needs(P params);

  /**
   * The fields that this job looks at where events have them, beside those that it needs. All
   * others are null in its events, key and time excepted.
   */
  default Set<Field> reads(P params) {
    return Set.of();
  }

  /**
   * Where fields are, of which this job has a say of its own: JSON pointers that go before those of
   * the parameters of every job.
   */
  default Map<Field, String> pointers(P params) {
    return Map.of();
  }

  /** The types of event that this job has a use for, others are filtered; empty: all. */
  default Set<String> types(P params) {
    return Set.of();
  }

  /** What makes events of the records that this job reads. */
  default RecordDecoders decoders(P params, Parameters parameters) {
    return DecoderFactory.of(parameters, needs(params), reads(params), pointers(params));
  }

  /** The graph: streams in, streams out. */
  Outputs<R> build(DataStream<Event> events, P params);

  /** How a result is written. */
  OutputFormat<R> resultFormat(P params);

  /**
   * The topics that results are written to.
   *
   * @param resultsTopic the one for all of them, unless the job says otherwise
   */
  default Set<String> resultTopics(P params, String resultsTopic) {
    return Set.of(resultsTopic);
  }

  /**
   * The name of the job whose outputs this one reads, if there is one.
   *
   * @throws io.tidemark.jobs.kit.params.ParameterException if this job cannot read that one's
   */
  default Optional<String> follows(Parameters parameters) {
    return Optional.empty();
  }

  /**
   * Values that count where nobody sets others, neither on the command line nor in this job's YAML
   * file; the code's defaults unless a job says otherwise.
   *
   * @param values what was set, by key
   * @param folder where {@code <job>.yaml} may be, of other jobs too
   * @throws io.tidemark.jobs.kit.params.ParameterException if a file there cannot be read
   */
  default Map<String, String> beneath(Map<String, String> values, Path folder) {
    return Map.of();
  }
}
