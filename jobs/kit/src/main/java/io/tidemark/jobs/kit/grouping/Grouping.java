package io.tidemark.jobs.kit.grouping;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Which sets of dimensions to group by, in SQL's words. The empty one is always the first. */
public enum Grouping {
  /** Every set: for a and b these are none, a, b, and a with b. */
  CUBE {
    @Override
    List<List<Integer>> sets(int dimensions) {
      List<List<Integer>> sets = new ArrayList<>();
      for (int set = 0; set < (1 << dimensions); set++) {
        int members = set;
        sets.add(upTo(dimensions).filter(i -> (members & (1 << i)) != 0).boxed().toList());
      }
      return sets;
    }
  },

  /** Each dimension within those before it: none, a, and a with b. */
  ROLLUP {
    @Override
    List<List<Integer>> sets(int dimensions) {
      return upTo(dimensions + 1).mapToObj(last -> upTo(last).boxed().toList()).toList();
    }
  },

  /** Each dimension by itself, SQL's GROUPING SETS ((), (a), (b)): none, a, and b. */
  EACH {
    @Override
    List<List<Integer>> sets(int dimensions) {
      List<List<Integer>> sets = new ArrayList<>();
      sets.add(List.of());
      upTo(dimensions).forEach(i -> sets.add(List.of(i)));
      return sets;
    }
  };

  /** The sets, given how many dimensions there are: each as the numbers of its members. */
  abstract List<List<Integer>> sets(int dimensions);

  private static IntStream upTo(int end) {
    return IntStream.range(0, end);
  }
}
