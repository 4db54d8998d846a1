package io.tidemark.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class FlinkErrorsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void theRootCauseOfAStackTraceIsTold() {
    assertThat(
            inOneLine(
                """
                org.apache.flink.runtime.rest.handler.RestHandlerException: Could not run it.
                \tat org.apache.flink.Some.method(Some.java:1)
                Caused by: java.util.concurrent.CompletionException: org.apache.flink.X: outer
                \tat org.apache.flink.Some.method(Some.java:2)
                Caused by: org.apache.flink.client.program.ProgramInvocationException: no topic: it
                \t... 4 more
                """))
        .isEqualTo("no topic: it");
  }

  @Test
  void withoutACauseTheExceptionItselfIsTold() {
    assertThat(
            inOneLine(
                "Internal server error.",
                """
                <Exception on server side:
                org.apache.flink.util.FlinkException: no slots
                \tat org.apache.flink.Some.method(Some.java:1)
                End of exception on server side>
                """))
        .isEqualTo("no slots");
  }

  @Test
  void plainWordsAreToldAsTheyAre() {
    assertThat(inOneLine("Not found: /jars/x")).isEqualTo("Not found: /jars/x");
    assertThat(inOneLine()).isEqualTo("it does not say why");
  }

  private static String inOneLine(String... errors) {
    return FlinkErrors.inOneLine(JSON.valueToTree(errors));
  }
}
