package io.tidemark.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaneLinesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void panesOfOneWindowAndTimingAreALineWithTheLargestFirst() throws Exception {
    assertThat(
            PaneLines.of(
                List.of(
                    row("+I", "i1", "ON_TIME", 0, 2),
                    row("+I", "i2", "ON_TIME", 0, 5),
                    row("+U", "i1", "LATE", 1, 3))))
        .containsExactly(
            "ON_TIME  10:00:00 \u2013 10:01:00  i2 count=5 \u00b7 i1 count=2",
            "LATE     10:00:00 \u2013 10:01:00  i1 count=3 (pane 1)");
  }

  @Test
  void rowsThatTakeBackAreNotShown() throws Exception {
    assertThat(
            PaneLines.of(
                List.of(
                    row("-D", "i0", "LATE", 1, 1),
                    row("-U", "i1", "LATE", 1, 2),
                    row("+U", "i1", "LATE", 1, 3))))
        .containsExactly("LATE     10:00:00 \u2013 10:01:00  i1 count=3 (pane 1)");
  }

  @Test
  void ranksComeInTheirOrder() throws Exception {
    String row =
        "{\"op\":\"+I\",\"key\":\"all\",\"window_start\":\"2026-01-01T10:00:00.000Z\","
            + "\"window_end\":\"2026-01-01T10:01:00.000Z\",\"timing\":\"ON_TIME\",\"rank\":%d,"
            + "\"item\":\"i%d\"}";
    assertThat(
            PaneLines.of(
                List.of(
                    JSON.readTree(String.format(row, 2, 7)),
                    JSON.readTree(String.format(row, 1, 9)))))
        .containsExactly(
            "ON_TIME  10:00:00 \u2013 10:01:00  all rank=1 item=i9 \u00b7 all rank=2 item=i7");
  }

  private static JsonNode row(String op, String key, String timing, int pane, long count)
      throws Exception {
    return JSON.readTree(
        String.format(
            "{\"op\":\"%s\",\"key\":\"%s\",\"window_start\":\"2026-01-01T10:00:00.000Z\","
                + "\"window_end\":\"2026-01-01T10:01:00.000Z\",\"timing\":\"%s\",\"pane\":%d,"
                + "\"last\":false,\"count\":%d}",
            op, key, timing, pane, count));
  }
}
