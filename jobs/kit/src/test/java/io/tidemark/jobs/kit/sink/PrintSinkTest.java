package io.tidemark.jobs.kit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class PrintSinkTest {

  @Test
  void everyRowThatIsWrittenIsALineWithTheOutputsNameBeforeIt() throws Exception {
    PrintSink<String> sink = InstantiationUtil.clone(new PrintSink<>("late", new NoEmptyRows()));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(printed, false, UTF_8));
    try (SinkWriter<String> writer = sink.createWriter(null)) {
      writer.write("a", null);
      writer.write("", null);
      writer.write("\u00e4", null);
      writer.flush(false);
    } finally {
      System.setOut(console);
    }

    assertThat(printed.toString(UTF_8).lines())
        .containsExactly("late {\"row\":\"a\"}", "late {\"row\":\"\u00e4\"}");
  }
}
