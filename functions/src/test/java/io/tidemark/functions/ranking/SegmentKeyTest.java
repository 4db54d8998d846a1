package io.tidemark.functions.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentKeyTest {

  @ParameterizedTest
  @CsvSource({"de, Berlin", "'', i1", "a/b, c/d", "1/a, 2/b", "\ud83d\ude00, ''", "'', ''"})
  void aKeyTellsItsSegmentAndItsItem(String segment, String item) {
    String key = SegmentKey.of(segment, item);
    assertThat(SegmentKey.segmentOf(key)).isEqualTo(segment);
    assertThat(SegmentKey.itemOf(key)).isEqualTo(item);
  }
}
