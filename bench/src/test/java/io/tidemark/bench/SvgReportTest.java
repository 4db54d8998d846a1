package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.measure.Latency;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Workload;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SvgReportTest {

  private static Standing standing(EngineName engine, long events) {
    return new Standing(engine, List.of(new Measurement(events, 1, 1, 0, 0, 0, 0, 0, null, 0)));
  }

  @Test
  void aBarIsAsLongAsTheLogarithmOfWhatAnEngineDoes() throws Exception {
    String svg =
        SvgReport.document(
            Map.of(
                Workload.of(NamedWorkload.W2),
                List.of(
                    standing(EngineName.TIDEMARK, 10_000_000),
                    standing(EngineName.FLINK_HEAP, 1_000_000),
                    standing(EngineName.LOOP, 100_000_000))));
    Document document = parse(svg);

    NodeList areas = document.getElementsByTagName("rect");
    assertThat(areas.getLength()).isEqualTo(1 + 3);
    double ours = width(areas, 1);
    assertThat(width(areas, 2)).as("a tenth").isEqualTo(ours * 2 / 3);
    assertThat(width(areas, 3)).as("ten times").isEqualTo(ours * 4 / 3);
    assertThat(document.getDocumentElement().getTextContent())
        .contains("W2  tumbling 1 min", "tidemark", "flink-heap", "loop", "10M", "1.00M", "100M");
  }

  @Test
  void latenciesAreDrawnFromTheMedianToAllButOneInAThousand() throws Exception {
    Measurement measured =
        new Measurement(1, 1, 1, 0, 0, 0, 0, 0, new Latency(9_000, 1, 10, 100, 150), 0);
    String svg =
        SvgReport.document(
            Map.of(
                Workload.parse("W2:rate=1000"),
                List.of(new Standing(EngineName.TIDEMARK, List.of(measured)))));
    Document document = parse(svg);

    NodeList areas = document.getElementsByTagName("rect");
    assertThat(areas.getLength()).as("paper, a bar and three marks").isEqualTo(1 + 1 + 3);
    double from = number(areas, 1, "x");
    assertThat(number(areas, 1, "width")).as("two of five decades").isEqualTo(600 * 2 / 5.0);
    assertThat(number(areas, 3, "x") + 1).isEqualTo(from + 600 / 5.0);
    assertThat(document.getDocumentElement().getTextContent())
        .contains("W2:rate=1000  tumbling 1 min", "1.0 / 10 / 100")
        .doesNotContain("Events per second");
  }

  private static Document parse(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static double width(NodeList areas, int i) {
    return number(areas, i, "width");
  }

  private static double number(NodeList areas, int i, String attribute) {
    return Double.parseDouble(((Element) areas.item(i)).getAttribute(attribute));
  }
}
