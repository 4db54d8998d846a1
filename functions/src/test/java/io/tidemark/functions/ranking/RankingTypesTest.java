package io.tidemark.functions.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.TypeChecks;
import io.tidemark.functions.window.WindowResult;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RankingTypesTest {

  static List<TypeInformation<?>> types() {
    return List.of(
        Contenders.TYPE,
        TopWindow.TYPE,
        TypeInformation.of(Contender.class),
        WindowResult.typeOf(TypeInformation.of(Ranked.class)));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aTypeMayGrowAndIsReadAsItIs(TypeInformation<?> type) throws Exception {
    assertThat(type).isInstanceOf(PojoTypeInfo.class);
    TypeChecks.assertNoGenericPart(type);
    TypeChecks.assertRestoresAsItIs(type);
  }
}
