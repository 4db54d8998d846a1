package io.tidemark.jobs.kit.grouping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PointerReaderTest {

  @Test
  void textsNumbersAndTruthValuesAreReadAsTheyAreWritten() throws IOException {
    assertThat(
            read(
                "{\"x\":[{},[1]],\"a\":\"D\\u00c9\",\"b\":1.50e3,\"c\":{\"d\":[7,true]},\"e/f\":0}",
                "/a",
                "/b",
                "/c/d/1",
                "/e~1f"))
        .containsExactly("D\u00c9", "1.50e3", "true", "0");
  }

  @Test
  void whatIsNotThereOrNoPlainValueIsNull() throws IOException {
    assertThat(
            read(
                "{\"a\":null,\"b\":{\"a\":1},\"c\":[1]}", "/a", "/b", "/c", "/c/1", "/d", "/b/a/x"))
        .containsOnlyNulls();
    assertThat(read("[1]", "/a")).containsOnlyNulls();
    assertThat(read("7", "/a")).containsOnlyNulls();
  }

  @Test
  void aPointerMayLeadThroughAnother() throws IOException {
    assertThat(read("{\"a\":{\"b\":1}}", "/a", "/a/b", "/a/b")).containsExactly(null, "1", "1");
  }

  @Test
  void theLastMemberOfANameCounts() throws IOException {
    assertThat(read("{\"a\":1,\"a\":2}", "/a")).containsExactly("2");
    assertThat(read("{\"a\":{\"b\":1},\"a\":2}", "/a/b")).containsOnlyNulls();
  }

  @Test
  void whatTheDecoderLetsPassIsRead() throws IOException {
    String deep = "[".repeat(999) + "]".repeat(999);
    String longNumber = "1".repeat(5_000);
    assertThat(
            read(
                "{\"deep\":" + deep + ",\"" + "n".repeat(60_000) + "\":0,\"a\":" + longNumber + "}",
                "/a"))
        .containsExactly(longNumber);
  }

  @Test
  void halfACharacterIsReplacedForNoOutputCouldCarryIt() throws IOException {
    assertThat(read("{\"a\":\"x\\ud83d\"}", "/a")).containsExactly("x?");
    assertThat(read("{\"a\":\"x\\ud83d\\ude80\"}", "/a")).containsExactly("x\ud83d\ude80");
  }

  private static String[] read(String json, String... pointers) throws IOException {
    return new PointerReader(List.of(pointers)).read(json.getBytes(UTF_8));
  }
}
