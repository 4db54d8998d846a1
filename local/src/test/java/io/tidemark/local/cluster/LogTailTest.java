package io.tidemark.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {

  @TempDir Path folder;

  private Path log;
  private Path printed;

  @BeforeEach
  void nameTheFiles() {
    log = folder.resolve("a.log");
    printed = folder.resolve("a.out");
  }

  @Test
  void theLastCauseGoesBeforeTheErrorThatItBelongsTo() throws Exception {
    Files.writeString(
        log,
        """
        2026-01-01 10:00:00 INFO  a - starting
        2026-01-01 10:00:01 ERROR a - could not start
        java.lang.Exception: could not
        \tat a.B.c(B.java:1)
        Caused by: java.net.BindException: Address already in use
        \t... 3 more
        """);
    Files.writeString(printed, "something else");
    assertThat(LogTail.of(log, printed))
        .isEqualTo("java.net.BindException: Address already in use");
  }

  @Test
  void whatWasPrintedIsToldWhereNoFailureWasLogged() throws Exception {
    Files.writeString(log, "2026-01-01 10:00:00 INFO  a - starting\n");
    Files.writeString(printed, "Error: could not find or load main class\n\n");
    assertThat(LogTail.of(log, printed)).isEqualTo("Error: could not find or load main class");
  }

  @Test
  void aProcessThatLeftNothingIsSaidToHaveSaidNothing() {
    assertThat(LogTail.of(log, printed)).isEqualTo("it said nothing");
  }
}
