package io.tidemark.local.doctor;

import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cluster.FlinkJob;
import io.tidemark.local.cluster.FlinkRest;
import io.tidemark.local.cluster.SubmitCommand;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ./tidemark doctor}. */
public final class DoctorCommand implements Command {

  static final Parameter<String> JOB =
      Parameter.text("job", null, "A job's name or Flink's id for it; else every job that runs");
  static final Parameter<Duration> FOR =
      Parameter.duration("for", Duration.ofSeconds(15), "How long to look at a job");

  private static final List<Parameter<?>> OWN =
      List.of(SubmitCommand.REST, JOB, FOR, KafkaParameters.BOOTSTRAP_SERVERS);

  @Override
  public String usage() {
    return "[--flink.rest URL] [--job NAME] [--for 15s] [--kafka.bootstrap.servers SERVERS]"
        + " [--kafka.properties.KEY value]...\n\n"
        + "Exit status: 0 healthy, 3 with findings.";
  }

  @Override
  public String summary() {
    return "Names what keeps the results of a running job from coming";
  }

  @Override
  public void check(List<String> args) {
    SubmitCommand.address(parameters(args).get(SubmitCommand.REST));
  }

  @Override
  public void run(List<String> args) throws Exception {
    Parameters parameters = parameters(args);
    FlinkFacts flink =
        new FlinkFacts(new FlinkRest(SubmitCommand.address(parameters.get(SubmitCommand.REST))));
    Doctor doctor = new Doctor(flink, kafkaFromHere(parameters));
    boolean healthy = true;
    for (FlinkJob job : jobs(flink, parameters)) {
      Examination examination = doctor.examine(job.id(), parameters.get(FOR));
      List<Finding> findings = Doctor.findings(examination);
      print(examination.after(), findings);
      healthy &= findings.isEmpty();
    }
    if (!healthy) {
      throw new FindingsException();
    }
  }

  private static Parameters parameters(List<String> args) {
    return Parameters.of(OWN, List.of(CommandLine.parse(args)));
  }

  private static Map<String, String> kafkaFromHere(Parameters parameters) {
    Map<String, String> kafka = new LinkedHashMap<>(parameters.under(""));
    kafka.keySet().removeIf(key -> !key.startsWith("kafka."));
    return kafka;
  }

  private static List<FlinkJob> jobs(FlinkFacts flink, Parameters parameters)
      throws FailureException, InterruptedException {
    Optional<String> wanted = parameters.find(JOB);
    List<FlinkJob> all = flink.jobs();
    if (all.isEmpty()) {
      throw new FailureException("no job runs on this Flink");
    }
    if (wanted.isEmpty()) {
      return all;
    }
    List<FlinkJob> found = all.stream().filter(job -> job.isCalled(wanted.get())).toList();
    if (found.isEmpty()) {
      throw new FailureException("no job '" + wanted.get() + "' runs on this Flink");
    }
    return found;
  }

  private static void print(JobSnapshot job, List<Finding> findings) {
    if (findings.isEmpty()) {
      System.out.printf(
          "%s is well: %s records read since it was started%n",
          job.name(), Words.count(job.recordsRead()));
      return;
    }
    System.out.printf("%s:%n", job.name());
    for (Finding finding : findings) {
      System.out.printf(
          "  %s%n    seen:   %s%n    remedy: %s%n",
          finding.cause(), finding.evidence(), finding.remedy());
    }
  }
}
