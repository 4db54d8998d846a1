package io.tidemark.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;

class SimulatorOptionsTest {

  @Test
  void helpListsEveryOptionOnce() {
    List<ConfigOption<?>> declared =
        Arrays.stream(SimulatorOptions.class.getFields())
            .filter(field -> field.getType() == ConfigOption.class)
            .<ConfigOption<?>>map(SimulatorOptionsTest::valueOf)
            .toList();

    assertThat(SimulatorOptions.ALL)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void everyOptionHasThePrefixAndSaysWhatItMeans() {
    assertThat(SimulatorOptions.ALL)
        .allSatisfy(
            option -> {
              assertThat(option.key()).matches("simulate\\.[a-z-]+");
              assertThat(new HtmlFormatter().format(option.description())).endsWith(".");
            });
  }

  private static ConfigOption<?> valueOf(Field field) {
    try {
      return (ConfigOption<?>) field.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
