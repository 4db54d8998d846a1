package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.DeductibleIds;
import io.tidemark.functions.testing.SortedIds;
import io.tidemark.functions.testing.SortedIds.Ids;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A total that changes hands between the two kinds while slices come in and go out, as it does when
 * an aggregate learns to deduct, or unlearns it, between two builds of a job.
 */
class SlidingTotalTest {

  private final Map<Long, Slice<Ids>> state = new HashMap<>();
  private final KeyedValues<Slice<Ids>> slices =
      new KeyedValues<>() {
        @Override
        public Slice<Ids> get(long slice) {
          return state.get(slice);
        }

        @Override
        public void put(long slice, Slice<Ids> contents) {
          state.put(slice, contents);
        }

        @Override
        public void remove(long slice) {
          state.remove(slice);
        }
      };
  private final List<SlidingTotal<Click, Ids>> kinds =
      List.of(
          new TwoStackTotal<>(
              new SortedIds(),
              SlidingTotalTest::copy,
              new WindowGrid(Duration.ofMillis(6), Duration.ofMillis(1), WindowAlignment.UTC),
              slices),
          new DeductingTotal<>(new DeductibleIds(), SlidingTotalTest::copy, slices));

  private static Ids copy(Ids ids) {
    Ids copy = new Ids();
    copy.list.addAll(ids.list);
    return copy;
  }

  private static Ids ids(String... ids) {
    Ids accumulator = new Ids();
    accumulator.list.addAll(List.of(ids));
    return accumulator;
  }

  @Test
  void eachKindGoesOnFromTheOther() throws Exception {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      RunningTotal<Ids> total = new RunningTotal<>();
      state.clear();
      for (long newest = 0; newest < 40; newest++) {
        SlidingTotal<Click, Ids> kind = kinds.get(random.nextInt(2));
        kind.adopt(total);
        if (newest == 0 || random.nextInt(4) > 0) { // else the slice has no records
          push(kind, total, newest);
        }
        long late = newest - random.nextInt(6);
        if (late >= 0 && random.nextInt(3) == 0) {
          addLate(kind, total, late);
        }
        assertThat(new SortedIds().getResult(copy(kind.value(total))))
            .as("seed %d, up to slice %d", seed, newest)
            .isEqualTo(
                SortedIds.join(
                    state.values().stream()
                        .flatMap(slice -> slice.accumulator.list.stream())
                        .toList()));
        pop(kind, total, newest - 5);
      }
    }
  }

  private void push(SlidingTotal<Click, Ids> kind, RunningTotal<Ids> total, long name)
      throws Exception {
    Slice<Ids> slice = new Slice<>(ids("in" + name));
    state.put(name, slice);
    kind.push(total, name, slice.accumulator);
    total.newest = name;
  }

  private void addLate(SlidingTotal<Click, Ids> kind, RunningTotal<Ids> total, long name)
      throws Exception {
    Slice<Ids> slice = state.computeIfAbsent(name, n -> new Slice<>(ids()));
    slice.accumulator.list.add("late" + name);
    kind.addLate(total, name, new Click("a", "late" + name));
    total.newest = Math.max(total.newest, name);
  }

  private void pop(SlidingTotal<Click, Ids> kind, RunningTotal<Ids> total, long name)
      throws Exception {
    if (state.containsKey(name)) {
      kind.pop(total, name, state.get(name).accumulator);
      state.remove(name);
    }
  }
}
