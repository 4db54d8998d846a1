package io.tidemark.local.chaos;

import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.local.cli.Command;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.util.FileUtils;

/** {@code ./tidemark chaos}. */
public final class ChaosCommand implements Command {

  @Override
  public String usage() {
    return "[--key value]..."
        + ChaosSettings.ALL.stream().map(ChaosCommand::line).collect(Collectors.joining());
  }

  private static String line(Parameter<?> parameter) {
    String byDefault = parameter.defaultText();
    return String.format("%n  --%-17s %s", parameter.key(), byDefault == null ? "" : byDefault);
  }

  @Override
  public String summary() {
    return "Kills, stops and fills up parts of a cluster of its own, and checks that nothing is"
        + " lost or comes twice";
  }

  @Override
  public void check(List<String> args) {
    ChaosSettings.parse(args);
  }

  @Override
  public void run(List<String> args) throws Exception {
    ChaosSettings settings = ChaosSettings.parse(args);
    Path root = Home.data().resolve("chaos").toAbsolutePath();
    Files.createDirectories(root);
    Patient.clear(root);
    FileUtils.cleanDirectory(root.toFile());
    Patient patient = Patient.start(settings, root);
    // Ctrl-C: nothing of it is to run on, and no disk to stay mounted.
    Thread undo = new Thread(() -> close(patient), "end the chaos");
    Runtime.getRuntime().addShutdownHook(undo);
    try (patient) {
      run(settings, patient);
    } finally {
      if (!undo.isAlive()) {
        Runtime.getRuntime().removeShutdownHook(undo);
      }
    }
  }

  private static void close(Patient patient) {
    try {
      patient.close();
    } catch (Exception e) {
      System.err.println("tidemark: " + FailureException.inOneLine(e));
    }
  }

  private static void run(ChaosSettings settings, Patient patient) throws Exception {
    Oracle oracle = new Oracle();
    Traffic traffic = new Traffic(settings.seed(), settings.rate());
    Report report = new Report(settings, patient.disk());
    List<Round.Outcome> outcomes = new ArrayList<>();
    try (Committed committed =
            new Committed(patient.kafka(), ChaosJob.topics(), settings.delivery());
        Sender sender = new Sender(patient.kafka(), traffic, oracle, settings.rate())) {
      Round round = new Round(patient, sender, oracle, committed);
      report.begin(round.warmUp());
      for (int i = 0; i < settings.rounds(); i++) {
        Round.Outcome outcome = round.run(settings.draw(i));
        outcomes.add(outcome);
        report.row(i + 1, outcome);
        if (outcome.failure() != null) {
          throw new FailureException("the job did not recover: " + outcome.failure());
        }
      }
      patient.drain();
      committed.readToTheEnd();
      report.end(outcomes, Verdict.of(oracle, committed, Long.MAX_VALUE - 1));
    }
  }
}
