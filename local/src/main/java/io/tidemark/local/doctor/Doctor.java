package io.tidemark.local.doctor;

import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.JobCatalog;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/** Examines running jobs. */
public final class Doctor {

  private final FlinkFacts flink;
  private final Map<String, String> kafkaFromHere;

  /**
   * @param kafkaFromHere Kafka's parameters that go before the job's own: how to reach it from here
   */
  public Doctor(FlinkFacts flink, Map<String, String> kafkaFromHere) {
    this.flink = flink;
    this.kafkaFromHere = kafkaFromHere;
  }

  /**
   * Looks at a job twice.
   *
   * @param length between the two looks
   * @throws FailureException if it has ended, or no Flink answers
   */
  public Examination examine(String job, Duration length)
      throws FailureException, InterruptedException {
    JobSnapshot before = flink.snapshot(job);
    Optional<Parameters> parameters = parametersOf(before);
    Thread.sleep(length.toMillis());
    JobSnapshot after = flink.snapshot(job);
    return new Examination(before, after.with(topics(after.name(), parameters)), parameters);
  }

  /** What is found, the gravest first; empty if the job is well. */
  public static List<Finding> findings(Examination examination) {
    return Checks.all().stream().flatMap(check -> check.find(examination).stream()).toList();
  }

  /** What a job was set up with; empty if it is none of ours. */
  Optional<Parameters> parametersOf(JobSnapshot job) {
    Job<?, ?> ours = JobCatalog.all().get(job.name());
    if (ours == null) {
      return Optional.empty();
    }
    List<Parameter<?>> known = JobParameters.all(ours);
    Set<String> keys = known.stream().map(Parameter::key).collect(Collectors.toSet());
    Map<String, String> settings = new HashMap<>(job.settings());
    // The command that started it may have had others of its own.
    settings
        .keySet()
        .removeIf(key -> !keys.contains(key) && !key.startsWith(KafkaParameters.PROPERTIES_PREFIX));
    try {
      return Optional.of(Parameters.of(known, List.of(kafkaFromHere, settings)));
    } catch (ParameterException e) {
      // Another version of it, or another's job by the same name.
      return Optional.empty();
    }
  }

  private static Optional<Topics> topics(String job, Optional<Parameters> parameters) {
    if (parameters.isEmpty()
        || parameters.get().find(KafkaParameters.BOOTSTRAP_SERVERS).isEmpty()) {
      return Optional.empty();
    }
    try (KafkaFacts kafka = KafkaFacts.open(job, parameters.get())) {
      return kafka.topics();
    } catch (KafkaException e) {
      return Optional.empty();
    }
  }
}
