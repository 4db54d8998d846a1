package io.tidemark.jobs.kit.grouping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.kit.sink.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupKeyTest {

  private static final Dimension COUNTRY = Dimension.at("/country", "dimensions");
  private static final Dimension DEVICE = Dimension.at("/device/os", "dimensions");

  @Test
  void aGroupReadsAsItsKeyAndItsDimensions() {
    assertThat(GroupKey.of("i1", List.of(), List.of())).isEqualTo("i1");
    assertThat(GroupKey.of("i1", List.of(COUNTRY, DEVICE), List.of("DE", "tv")))
        .isEqualTo("i1|country=DE|device_os=tv");
    assertThat(GroupKey.of("i1", List.of(COUNTRY), Arrays.asList((String) null)))
        .isEqualTo("i1|country");
    assertThat(GroupKey.of("watch?v=a|b\\", List.of(COUNTRY), List.of("a=b|")))
        .isEqualTo("watch?v=a\\|b\\\\|country=a=b\\|");
  }

  @Test
  void theColumnsAreWhatTheGroupWasMadeOf() {
    assertThat(columns("i1")).isEqualTo("{\"video\":\"i1\"}");
    assertThat(columns("i1|country=DE|device_os"))
        .isEqualTo("{\"video\":\"i1\",\"country\":\"DE\",\"device_os\":null}");
    assertThat(columns("watch?v=a\\|b\\\\|country=a=b\\|"))
        .isEqualTo("{\"video\":\"watch?v=a|b\\\\\",\"country\":\"a=b|\"}");
  }

  @Test
  void noTwoGroupsHaveTheSameKeyAndEachTellsWhatItIs() {
    Random random = new Random(1);
    Map<String, String> groupByKey = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      List<Dimension> dimensions = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (String pointer : List.of("/a", "/a=b", "/|")) {
        if (random.nextBoolean()) {
          dimensions.add(Dimension.at(pointer, "dimensions"));
          values.add(random.nextInt(4) == 0 ? null : text(random));
        }
      }
      String key = text(random);
      String expected =
          new String(
              Json.object(
                  json -> {
                    json.writeStringField("video", key);
                    for (int d = 0; d < values.size(); d++) {
                      json.writeObjectField(dimensions.get(d).column(), values.get(d));
                    }
                  }),
              UTF_8);
      String written = GroupKey.of(key, dimensions, values);
      assertThat(columns(written)).isEqualTo(expected);
      assertThat(groupByKey.merge(written, expected, (a, b) -> a)).isEqualTo(expected);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append("a|=\\".charAt(random.nextInt(4)));
    }
    return text.toString();
  }

  private static String columns(String group) {
    return new String(Json.object(json -> GroupKey.writeColumns(group, "video", json)), UTF_8);
  }
}
