package io.tidemark.functions.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestOfTest {

  @Test
  void theGreaterCountIsBeforeTheLesserAndOfEqualOnesTheLesserId() {
    List<Contender> best = new ArrayList<>();
    BestOf three = new BestOf(3);
    assertThat(three.offer(best, new Contender("b", 2))).isTrue();
    assertThat(three.offer(best, new Contender("c", 2))).isTrue();
    assertThat(three.offer(best, new Contender("a", 1))).isTrue();
    assertThat(three.offer(best, new Contender("z", 1))).isFalse();
    assertThat(three.offer(best, new Contender("a", 2))).isTrue();
    assertThat(best)
        .containsExactly(new Contender("a", 2), new Contender("b", 2), new Contender("c", 2));
  }

  @Test
  void whatIsKnownAlreadyChangesNothing() {
    List<Contender> best = new ArrayList<>();
    BestOf two = new BestOf(2);
    two.offer(best, new Contender("a", 5));
    assertThat(two.offer(best, new Contender("a", 5))).isFalse();
    assertThat(two.offer(best, new Contender("a", 4))).isFalse();
    assertThat(best).containsExactly(new Contender("a", 5));
  }

  @ParameterizedTest
  @CsvSource({
    "a, b",
    "a, aa",
    "'', a",
    "A, a",
    "i10, i9",
    "z, \u00e9",
    "\uffee, \ud83d\ude00",
    "\ud83d\ude00, \ud83d\ude01",
    "x\uffee, x\ud83d\ude00",
  })
  void idsAreInTheOrderOfTheirCodePoints(String lesser, String greater) {
    Contender first = new Contender(lesser, 1);
    Contender second = new Contender(greater, 1);
    assertThat(first).isLessThan(second);
    assertThat(second).isGreaterThan(first);
    assertThat(first).isEqualByComparingTo(new Contender(lesser, 1));
    assertThat(Arrays.compareUnsigned(utf8(lesser), utf8(greater))).isNegative();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Items get a place that they had lost, and lose it again; the count of each only grows. */
  @Test
  void theBestOfCountsThatGrowAreThoseOfAllOfThemSorted() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(6);
      BestOf bestOf = new BestOf(n);
      Map<String, Long> counts = new HashMap<>();
      List<Contender> best = new ArrayList<>();
      for (int step = 0; step < 200; step++) {
        String item = "i" + random.nextInt(12);
        Contender contender =
            new Contender(item, counts.merge(item, 1L + random.nextInt(2), Long::sum));
        List<Contender> before = List.copyOf(best);
        assertThat(bestOf.offer(best, contender)).isEqualTo(!best.equals(before));
        assertThat(best).isEqualTo(sorted(counts, n));
      }
    }
  }

  @Test
  void theBestOfTheBestOfGroupsAreTheBestOfAllInWhateverOrderTheyCome() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int n = 1 + random.nextInt(6);
      BestOf bestOf = new BestOf(n);
      Map<String, Long> counts = new HashMap<>();
      List<Contender> sent = new ArrayList<>();
      for (int group = 0; group < 3; group++) {
        List<Contender> best = new ArrayList<>();
        for (int item = 0; item < random.nextInt(10); item++) {
          String id = "g" + item + group;
          for (int times = random.nextInt(3); times >= 0; times--) {
            Contender contender =
                new Contender(id, counts.merge(id, 1L + random.nextInt(3), Long::sum));
            if (bestOf.offer(best, contender)) {
              sent.add(contender);
            }
          }
        }
      }
      Collections.shuffle(sent, random);
      List<Contender> all = new ArrayList<>();
      sent.forEach(contender -> bestOf.offer(all, contender));
      sent.forEach(contender -> assertThat(bestOf.offer(all, contender)).isFalse());
      assertThat(all).isEqualTo(sorted(counts, n));
    }
  }

  private static List<Contender> sorted(Map<String, Long> counts, int n) {
    return counts.entrySet().stream()
        .map(count -> new Contender(count.getKey(), count.getValue()))
        .sorted()
        .limit(n)
        .toList();
  }
}
