package io.tidemark.jobs.kit.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.params.ParameterException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupingSetsTest {

  @Test
  void theSetsAreThoseOfSql() {
    assertThat(Grouping.CUBE.sets(2))
        .containsExactly(List.of(), List.of(0), List.of(1), List.of(0, 1));
    assertThat(Grouping.ROLLUP.sets(3))
        .containsExactly(List.of(), List.of(0), List.of(0, 1), List.of(0, 1, 2));
    assertThat(Grouping.EACH.sets(2)).containsExactly(List.of(), List.of(0), List.of(1));
    for (Grouping grouping : Grouping.values()) {
      assertThat(grouping.sets(0)).containsExactly(List.of());
    }
  }

  @Test
  void aColumnIsNamedByTheStepsThatLeadToIt() {
    assertThat(sets(Grouping.CUBE, "/country", "/device/os", "/a~1b").dimensions())
        .extracting(Dimension::column)
        .containsExactly("country", "device_os", "a/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"country", "/", "/a/", "//a", "/a~2"})
  void whatIsNoPointerIsRefused(String pointer) {
    assertThatThrownBy(() -> sets(Grouping.CUBE, pointer))
        .isInstanceOf(ParameterException.class)
        .hasMessage("dims: '" + pointer + "' is no JSON pointer, such as /country");
  }

  @Test
  void columnsThatResultsHaveTwiceAreRefused() {
    assertThatThrownBy(() -> sets(Grouping.CUBE, "/a/b", "/a_b"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("dims: a result would have two columns a_b");
    assertThatThrownBy(() -> sets(Grouping.CUBE, "/views"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("dims: a result would have two columns views");
  }

  @Test
  void moreSetsThanAnyoneCouldPayForAreRefused() {
    assertThat(sets(Grouping.CUBE, pointers(4)).dimensions()).hasSize(4);
    assertThat(sets(Grouping.ROLLUP, pointers(15)).dimensions()).hasSize(15);
    assertThatThrownBy(() -> sets(Grouping.CUBE, pointers(5)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("dims: with 5 dimensions there would be more than 16 sets to group by");
    assertThatThrownBy(() -> sets(Grouping.CUBE, pointers(100)))
        .isInstanceOf(ParameterException.class);
  }

  private static String[] pointers(int n) {
    return IntStream.range(0, n).mapToObj(i -> "/d" + i).toArray(String[]::new);
  }

  private static GroupingSets sets(Grouping grouping, String... pointers) {
    return GroupingSets.of("dims", List.of(pointers), grouping, List.of("views"));
  }
}
