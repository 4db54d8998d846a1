package io.tidemark.local.simulate;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakageTest {

  private static final String HEALTHY =
      new String(Traffic.draw("count", 1, "mischief", false).get(0).value(), US_ASCII);

  @ParameterizedTest
  @EnumSource
  void everyKindIsRefusedWhereverItStrikes(Breakage breakage) {
    for (int seed = 0; seed < 500; seed++) {
      byte[] broken = breakage.spoil(HEALTHY, new Dice(seed));
      assertThatThrownBy(() -> ReadEvent.of(broken)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void everyKindIsDrawn() {
    Dice dice = new Dice(1);
    Set<Breakage> drawn = EnumSet.noneOf(Breakage.class);
    for (int i = 0; i < 500; i++) {
      drawn.add(Breakage.draw(dice));
    }

    assertThat(drawn).containsExactlyInAnyOrder(Breakage.values());
  }
}
