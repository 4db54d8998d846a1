package io.tidemark.local.chaos;

import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.KafkaParameters.Delivery;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters.StateBackend;
import io.tidemark.local.cluster.ClusterSettings;
import io.tidemark.local.cluster.ClusterSettings.HighAvailability;
import java.time.Duration;
import java.util.List;

/**
 * What {@code chaos} was asked for.
 *
 * @param rounds how many rounds
 * @param seed of the first round; each further one has the next number
 * @param faults what may happen
 * @param moment when it happens, after a round's begin; null: drawn
 * @param rate records sent in a second
 * @param taskManagers how many of them there are
 * @param parallelism the job's
 * @param stateBackend the job's
 * @param delivery what the job promises of its output
 * @param highAvailability whether the JobManager's successor knows the job
 */
record ChaosSettings(
    int rounds,
    long seed,
    List<Fault> faults,
    Duration moment,
    int rate,
    int taskManagers,
    int parallelism,
    StateBackend stateBackend,
    Delivery delivery,
    HighAvailability highAvailability) {

  private static final Parameter<Integer> ROUNDS =
      Parameter.integer("rounds", 6, "How many rounds, a fault in each");
  private static final Parameter<Integer> SEED =
      Parameter.integer("seed", 1, "Seed of the first round; each further one has the next number");
  private static final Parameter<List<String>> FAULTS =
      Parameter.list(
          "faults",
          Fault.THAT_BREAK.stream().map(Fault::toString).toList(),
          "What may happen, a list with commas");
  private static final Parameter<Duration> MOMENT =
      Parameter.duration("moment", null, "When it happens in each round; else drawn, 2s to 7s");
  private static final Parameter<Integer> RATE =
      Parameter.integer("rate", 1_000, "Records sent in a second");
  private static final Parameter<Integer> TASK_MANAGERS =
      Parameter.integer("taskmanagers", 2, "How many TaskManagers");
  private static final Parameter<Integer> PARALLELISM =
      Parameter.integer("parallelism", 2, "The job's; a TaskManager has as many slots");
  private static final Parameter<StateBackend> STATE_BACKEND =
      Parameter.oneOf(
          StateBackend.class, "state.backend", StateBackend.HASHMAP, "Where the job keeps state");

  private static final Parameter<Delivery> DELIVERY =
      Parameter.oneOf(
          Delivery.class,
          "kafka.delivery-guarantee",
          Delivery.EXACTLY_ONCE,
          "at-least-once: rows may come again, and the latest of each window must be right");

  static final List<Parameter<?>> ALL =
      List.of(
          ROUNDS,
          SEED,
          FAULTS,
          MOMENT,
          RATE,
          TASK_MANAGERS,
          PARALLELISM,
          STATE_BACKEND,
          DELIVERY,
          ClusterSettings.HIGH_AVAILABILITY);

  ChaosSettings {
    atLeastOne(ROUNDS, rounds);
    atLeastOne(RATE, rate);
    atLeastOne(TASK_MANAGERS, taskManagers);
    atLeastOne(PARALLELISM, parallelism);
    if (faults.isEmpty()) {
      throw new ParameterException("faults: names none");
    }
  }

  /**
   * Reads them from a command line.
   *
   * @throws ParameterException if they make no sense
   */
  static ChaosSettings parse(List<String> args) {
    Parameters parameters = Parameters.of(ALL, List.of(CommandLine.parse(args)));
    return new ChaosSettings(
        parameters.get(ROUNDS),
        parameters.get(SEED),
        List.copyOf(parameters.choices(FAULTS, Fault.class)),
        parameters.find(MOMENT).orElse(null),
        parameters.get(RATE),
        parameters.get(TASK_MANAGERS),
        parameters.get(PARALLELISM),
        parameters.get(STATE_BACKEND),
        parameters.get(DELIVERY),
        parameters.get(ClusterSettings.HIGH_AVAILABILITY));
  }

  /** The draw of a round, counted from 0. */
  Draw draw(int round) {
    return Draw.of(seed + round, faults, moment);
  }

  private static void atLeastOne(Parameter<Integer> parameter, int value) {
    if (value < 1) {
      throw new ParameterException(parameter.key() + ": " + value + " is less than 1");
    }
  }
}
