package io.tidemark.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user sees of the command line before anything is started. */
final class MainTest {

  private static final int SUCCESS = 0;
  private static final int BAD_USAGE = 2;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "rum,                                 no command 'rum'; did you mean run?",
    "simulat,                             no command 'simulat'; did you mean simulate?",
    "run,                                 which job? one of click-counts",
    "run --for 30s,                       which job? one of click-counts",
    "run click-count,                     no job 'click-count'; did you mean click-counts?",
    "jobs clickcounts,                    no job 'clickcounts'; did you mean click-counts?",
    "replay,                              which job? one of click-counts",
    "replay click-counts --output out,    input: not set",
    "replay click-counts --input none --output out, input: cannot read none",
    "replay user-session --input none,    no job 'user-session'; did you mean user-sessions?",
    "watch,                               which job? one of click-counts",
    "watch click-counts --page.port -1,   page.port: -1 is not between 0 and 65535",
    "watch click-counts --flink.rest x,   'flink.rest: ''x'' is no address, such as http://localhost:8081'",
    "simulate,                            to: not set; kafka or file",
    "stop,                                which job? its name or its id",
    "savepoint click-counts --drain true, drain: no such parameter",
    "resume,                              which job? one of click-counts",
    "cluster restart,                     cluster restart: which process?",
    "chaos --rounds 0,                    rounds: 0 is less than 1",
    "chaos --faults disc-full,            'did you mean disk-full?'",
    "simulate --to kafak,                 to: 'kafak' is none of kafka, file; did you mean kafka?",
    "simulate --to file,                  path: not set",
    "simulate --to file --path x --rat 3, 'rat: no such parameter; did you mean rate?'",
    "simulate --to file --path x --rate 0, 'simulate.rate must be more than 0, but is 0.0'",
    "simulate --to file --path x --rate 1 --simulate.rate 2, --simulate.rate is given twice",
    "simulate --to kafka --from none,     from: cannot read none",
  })
  void aMisspeltOrUnfinishedCommandIsToldInOneLine(String commandLine, String line) {
    assertBadUsage(commandLine, line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--window.sise 10s            | window.sise: no such parameter; did you mean window.size?",
        "--fro 30s                    | fro: no such parameter; did you mean for?",
        "--for soon                   | for: 'soon' is no duration, such as 5s, 1min or 2h",
        "--window.size 10parsecs      | window.size: '10parsecs' is no duration",
        "--window.size=-5s            | window.size: '-5s' is no duration",
        "--window.size 0s             | window.size: must be at least 1ms",
        "--window.size 10s --distinct | --distinct needs a value",
        "--window.size 10s --for 3s --for 4s | --for is given twice",
        "10s                          | '10s' is not of the form --key value",
        "--distinct users             | distinct: 'users' is none of none, user; did you mean user?",
        "--group.by itme              | no JSON pointer; did you mean item?",
        "--event.time event_time      | event.time: 'event_time' is no JSON pointer",
        "--event.time=                | event.time: the job needs this field",
        "--sink flie                  | sink: 'flie' is none of print, file, kafka; did you mean file?",
        "--sink file                  | sink.path: needed for sink file",
        "--source kafak               | source: 'kafak' is none of kafka, file, simulator; did you mean kafka?",
        "--source file                | source.path: needed for source file",
        "--source file --source.path none.jsonl | source.path: cannot read none.jsonl",
        "--page.port 65536            | page.port: 65536 is not between 0 and 65535",
        "--page maybe                 | page: 'maybe' is no true or false",
        "--trace.rate -1              | trace.rate: -1 is below zero",
        "--parallelism 0              | parallelism: 0 is not between 1 and 128",
        "--parallelism two            | parallelism: 'two' is no whole number",
        "--config none.yaml           | --config: cannot read none.yaml",
        "--simulate.rate -1           | simulate.rate must be more than 0, but is -1.0",
        "--simulate.rate fast         | simulate.rate: 'fast' is no number",
        "--simulate.offline-share 2   | simulate.offline-share must be a share from 0 to less than 1",
        "--simulate.idle-partition 4  | simulate.idle-partition must be less than simulate.partitions",
        "--simulate.start noon        | simulate.start must be an ISO-8601 instant",
      })
  void aBadParameterOfARunIsToldInOneLine(String parameters, String line) {
    String window = parameters.contains("window.size") ? "" : " --window.size 10s";
    assertBadUsage("run click-counts " + parameters + window, line);
  }

  @Test
  void aSinkPathThatIsAFileIsNoFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertBadUsage(
        "run click-counts --window.size 10s --sink file --sink.path " + file,
        "sink.path: " + file + " is no folder");
  }

  @Test
  void aBadKeyInAYamlFileIsToldAsOnTheCommandLine() throws Exception {
    Path yaml = Files.writeString(folder.resolve("job.yaml"), "window: {sise: 10s}\n");
    assertBadUsage(
        "run click-counts --config " + yaml,
        "window.sise: no such parameter; did you mean window.size?");
  }

  @Test
  void withoutACommandTheCommandsAreListedAndTheUsageIsBad() {
    Outcome outcome = run(List.of());
    assertThat(outcome.status()).isEqualTo(BAD_USAGE);
    assertThat(outcome.out()).contains("jobs", "replay", "run", "simulate");
  }

  @ParameterizedTest
  @CsvSource({
    "--help,          usage: ./tidemark COMMAND",
    "-h,              usage: ./tidemark COMMAND",
    "help,            usage: ./tidemark COMMAND",
    "jobs --help,     usage: ./tidemark jobs [JOB]",
    "run --help,      usage: ./tidemark run JOB",
    "replay --help,   usage: ./tidemark replay JOB --input FILE --output DIR",
    "simulate --help, usage: ./tidemark simulate --to kafka|file",
  })
  void whoAsksForHelpGetsTheUsage(String commandLine, String usage) {
    Outcome outcome = run(words(commandLine));
    assertThat(outcome.status()).isEqualTo(SUCCESS);
    assertThat(outcome.out()).startsWith(usage);
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void jobsListsEachJobInALine() {
    Outcome outcome = run(List.of("jobs"));
    assertThat(outcome.status()).isEqualTo(SUCCESS);
    assertThat(outcome.out().lines()).anyMatch(line -> line.startsWith("click-counts "));
  }

  @Test
  void jobsWithAJobListsEachOfItsParametersWithTypeDefaultAndMeaning() {
    Outcome outcome = run(List.of("jobs", "click-counts"));
    assertThat(outcome.status()).isEqualTo(SUCCESS);
    for (Parameter<?> parameter : JobParameters.all(new ClickCountsJob())) {
      String byDefault =
          parameter.defaultText() == null ? "" : "  [" + parameter.defaultText() + "]";
      assertThat(outcome.out().lines())
          .contains(parameter.key() + "  <" + parameter.type() + ">" + byDefault);
    }
    assertThat(outcome.out().lines()).contains("kafka.properties.*", "flink.*");
  }

  private static void assertBadUsage(String commandLine, String part) {
    Outcome outcome = run(words(commandLine));
    assertThat(outcome.status()).as(outcome.toString()).isEqualTo(BAD_USAGE);
    // One line, and no word of Flink or of a broker: nothing was started.
    assertThat(outcome.err().lines()).singleElement().asString().startsWith("tidemark: ");
    assertThat(outcome.err()).contains(part);
    assertThat(outcome.out()).isEmpty();
  }

  private static List<String> words(String commandLine) {
    return List.of(commandLine.split(" +", -1));
  }

  private static Outcome run(List<String> args) {
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream newOut = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream newErr = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setOut(newOut);
      System.setErr(newErr);
      int status = Main.run(new ArrayList<>(args));
      return new Outcome(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
    }
  }

  /** What a command left behind. */
  private record Outcome(int status, String out, String err) {}
}
