package io.tidemark.functions.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.RoundTrip;
import io.tidemark.functions.testing.TypeChecks;
import io.tidemark.functions.window.WindowBounds;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnomalyTypesTest {

  static List<TypeInformation<?>> types() {
    return List.of(
        TypeInformation.of(Scored.class),
        TypeInformation.of(OpenWindow.class),
        TypeInformation.of(SettledSeries.class));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aTypeIsReadAsItIsAndALaterVersionMayAddFields(TypeInformation<?> type) throws Exception {
    assertThat(type).isInstanceOf(PojoTypeInfo.class);
    TypeChecks.assertNoGenericPart(type);
    TypeChecks.assertRestoresAsItIs(type);
  }

  @Test
  void aRowArrivesWholeWithAWindowAndWithoutOne() {
    RoundTrip<Scored> roundTrip = new RoundTrip<>(TypeInformation.of(Scored.class));
    Score score = new Score(0.7, -1, 1, "why");
    for (WindowBounds window : new WindowBounds[] {null, new WindowBounds(0, 10)}) {
      Scored row = Scored.of("key", window, 3, 2.5, score, 0.5);
      assertThat(roundTrip.of(row)).isEqualTo(row);
    }
  }
}
