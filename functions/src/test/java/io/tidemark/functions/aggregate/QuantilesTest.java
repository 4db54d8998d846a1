package io.tidemark.functions.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.functions.testing.RoundTrip;
import io.tidemark.functions.testing.TypeChecks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantilesTest {

  private static final TypeInformation<Quantiles> TYPE = TypeInformation.of(Quantiles.class);

  private static final List<ToDoubleFunction<Random>> DISTRIBUTIONS =
      List.of(
          random -> Math.exp(9 + random.nextGaussian()),
          random -> random.nextInt(5),
          random -> 60_000 * random.nextDouble(),
          random -> Math.pow(10, 24 * random.nextDouble() - 6),
          random -> 8_000);

  private static Quantiles of(double... values) {
    Quantiles quantiles = new Quantiles();
    for (double value : values) {
      quantiles.add(value);
    }
    return quantiles;
  }

  @Test
  void eachPercentileIsWithinTheStatedErrorOfTheRightValue() {
    Random random = new Random(1);
    for (ToDoubleFunction<Random> distribution : DISTRIBUTIONS) {
      for (int n : new int[] {1, 2, 3, 10, 60, 2_000}) {
        double[] values =
            random.doubles(n).map(any -> distribution.applyAsDouble(random)).toArray();
        Quantiles quantiles = of(values);
        Arrays.sort(values);
        for (int percent = 0; percent <= 100; percent++) {
          double exact = values[Math.max(0, (n * percent + 99) / 100 - 1)];
          assertThat(quantiles.percentile(percent))
              .isCloseTo(exact, within(exact * (Quantiles.RELATIVE_ERROR + 1e-9)));
        }
      }
    }
  }

  @Test
  void percentilesAreThoseOfSql() {
    Quantiles four = of(10, 20, 30, 40);
    assertThat(Math.round(four.percentile(50))).isEqualTo(20);
    assertThat(Math.round(four.percentile(75))).isEqualTo(30);
    assertThat(Math.round(four.percentile(76))).isEqualTo(40);
    assertThat(Math.round(four.percentile(100))).isEqualTo(40);
    assertThat(Math.round(four.percentile(0))).isEqualTo(10);
  }

  @Test
  void anyOrderAndAnyWayOfMergingGivesTheSameBytes() {
    Random random = new Random(2);
    for (int round = 0; round < 50; round++) {
      List<Double> values = new ArrayList<>();
      for (int i = random.nextInt(300); i >= 0; i--) {
        values.add(DISTRIBUTIONS.get(round % DISTRIBUTIONS.size()).applyAsDouble(random));
      }
      Quantiles whole = new Quantiles();
      values.forEach(whole::add);
      Collections.shuffle(values, random);
      List<Quantiles> parts = new ArrayList<>(List.of(new Quantiles()));
      for (double value : values) {
        if (random.nextInt(10) == 0) {
          parts.add(new Quantiles());
        }
        parts.get(random.nextInt(parts.size())).add(value);
      }
      while (parts.size() > 1) {
        Quantiles part = parts.remove(random.nextInt(parts.size()));
        parts.get(random.nextInt(parts.size())).addAll(part);
      }
      assertThat(parts.get(0).toBytes()).isEqualTo(whole.toBytes());
      assertThat(parts.get(0).count()).isEqualTo(values.size());
    }
  }

  @Test
  void nothingAddedHasNoPercentile() {
    assertThat(new Quantiles().percentile(50)).isNaN();
    assertThat(new Quantiles().count()).isZero();
  }

  @Test
  void valuesBeyondTheBoundsCountAsThoseAtThem() {
    assertThat(of(0, -0.0, 1e-7, Double.MIN_VALUE).percentile(100)).isZero();
    assertThat(of(Double.MAX_VALUE, Double.POSITIVE_INFINITY).percentile(50))
        .isCloseTo(1e18, within(1e18 * Quantiles.RELATIVE_ERROR));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, -Double.MIN_VALUE, Double.NEGATIVE_INFINITY, Double.NaN})
  void whatIsNoQuantityIsRefused(double value) {
    assertThatThrownBy(() -> of(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void memoryIsBoundedWhateverTheValues() {
    Quantiles worst = new Quantiles();
    for (double value = 1e-6; value < 1e18; value *= 1.004) {
      worst.add(value);
    }
    assertThat(worst.toBytes()).hasSizeLessThan(3 * 5_527 + 4);
    Random random = new Random(3);
    Quantiles watched = new Quantiles();
    for (int i = 0; i < 100_000; i++) {
      watched.add(8_000 * Math.exp(random.nextGaussian()));
    }
    assertThat(watched.toBytes()).hasSizeLessThan(2_200);
    assertThat(of(8_000).toBytes()).hasSize(5);
  }

  @Test
  void whatComesOutOfStateIsAsItWas() {
    RoundTrip<Quantiles> roundTrip = new RoundTrip<>(TYPE);
    for (Quantiles quantiles :
        List.of(of(), of(0, 0), of(1e-6), of(1e18, 1e-6, 1, 0), of(1, 2, 3, 4, 5, 6, 7, 8, 9))) {
      Quantiles stored = roundTrip.of(quantiles);
      assertThat(stored.toBytes()).isEqualTo(quantiles.toBytes());
      stored.add(5);
      quantiles.add(5);
      assertThat(stored.toBytes()).isEqualTo(quantiles.toBytes());
    }
  }

  @Test
  void aCopyIsIndependent() {
    Quantiles quantiles = of(1, 2);
    Quantiles copy = QuantilesSerializer.INSTANCE.copy(quantiles);
    quantiles.add(2);
    quantiles.add(3);
    assertThat(copy.toBytes()).isEqualTo(of(1, 2).toBytes());
  }

  @Test
  void flinkFindsTheSerializerByTheType() throws Exception {
    TypeChecks.assertNoGenericPart(TYPE);
    TypeChecks.assertRestoresAsItIs(TYPE);
    assertThat(RoundTrip.serializerOf(TYPE)).isSameAs(QuantilesSerializer.INSTANCE);
    assertThat(TYPE)
        .isEqualTo(TypeInformation.of(Quantiles.class))
        .isNotEqualTo(TypeInformation.of(DistinctCount.class));
  }
}
