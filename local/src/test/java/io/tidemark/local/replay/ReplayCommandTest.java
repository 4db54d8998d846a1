package io.tidemark.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.local.cli.FailureException;
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

/** The command as a user calls it. What is bad usage, {@code MainTest} tells too. */
final class ReplayCommandTest {

  @TempDir Path folder;

  @Test
  void itTellsHowMuchThereWasAndTheBooks() throws Exception {
    String printed = run("--window.size", "10s", "--input", script("x@1", "x@2", "{\"at\":3}"));
    assertThat(printed.lines().map(String::strip))
        .startsWith(
            "lines 3 · results 1 · late 0 · dead letters 0 · in " + folder.resolve("out"),
            "The books at the end",
            "read                                2",
            "on_time                             2")
        .endsWith("balanced:                        true");
  }

  @Test
  void endsThatAYamlFileNamesAreNotUsed() throws Exception {
    Path yaml =
        Files.writeString(
            folder.resolve("job.yaml"),
            """
            window.size: 10s
            source: kafka
            sink: file
            kafka.topic.results: r
            parallelism: 4
            simulate.rate: 7
            """);
    run("--config", yaml.toString(), "--input", script("x@1"));
    assertThat(folder.resolve("out").resolve("results.jsonl")).isNotEmptyFile();
  }

  @Test
  void aBadLineStopsItBeforeAnythingIsWritten() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out"));
    Files.writeString(out.resolve("results.jsonl"), "from last time\n");
    String script = script("x@1", "x@2 at 5", "x@2 at 4");
    assertThatThrownBy(() -> run("--window.size", "10s", "--input", script))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith(script + ", line 3: the clock cannot go back");
    assertThat(out.resolve("results.jsonl")).hasContent("from last time\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--window.size 10s                 | input: not set",
        "--window.size 10s --input none    | input: cannot read none",
        "--window.size 10s --input FOLDER  | input: cannot read ",
        "--window.size 0s --input SCRIPT   | window.size: must be at least 1ms",
        "--input SCRIPT                    | window.size: not set",
        "--window.size 10s --inptu SCRIPT  | inptu: no such parameter; did you mean input?",
        "--window.size 10s --input SCRIPT --output SCRIPT | is no folder",
        "--window.size 10s --input SCRIPT --for 3s | for: no such parameter",
      })
  void badUsageIsToldBeforeAnythingIsDone(String parameters, String line) throws Exception {
    List<String> args = new ArrayList<>(List.of("click-counts"));
    String script = script("x@1");
    for (String word : parameters.split(" +", -1)) {
      args.add(word.replace("SCRIPT", script).replace("FOLDER", folder.toString()));
    }
    if (!parameters.contains("--output")) {
      args.addAll(List.of("--output", folder.resolve("out").toString()));
    }
    assertThatThrownBy(() -> new ReplayCommand().check(args))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(line);
    assertThatThrownBy(() -> new ReplayCommand().run(args)).isInstanceOf(ParameterException.class);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aScriptIsNotOverwrittenByWhatComesOfIt() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out"));
    Path script = Files.write(out.resolve("late.jsonl"), Replayed.written("x@1"));
    assertThatThrownBy(() -> run("--window.size", "10s", "--input", script.toString()))
        .isInstanceOf(ParameterException.class)
        .hasMessage("output: " + script + " would be overwritten");
  }

  @Test
  void withoutAnOutputItIsBadUsage() throws Exception {
    String script = script("x@1");
    assertThatThrownBy(
            () ->
                new ReplayCommand()
                    .check(List.of("click-counts", "--window.size", "1s", "--input", script)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("output: not set");
  }

  private String script(String... lines) throws Exception {
    return Files.write(folder.resolve("script.jsonl"), Replayed.written(lines)).toString();
  }

  private String run(String... parameters) throws Exception {
    List<String> args = new ArrayList<>(List.of("click-counts"));
    args.addAll(List.of(parameters));
    args.addAll(List.of("--output", folder.resolve("out").toString()));
    PrintStream realOut = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream newOut = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      System.setOut(newOut);
      new ReplayCommand().run(args);
    } finally {
      System.setOut(realOut);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
