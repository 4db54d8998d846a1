package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CachedValuesTest {

  private final Store store = new Store();

  /** What is written, by key and number, and how often it was asked for anything. */
  private static final class Store implements KeyedValues<String>, KeyContext {
    private final NewestStored newestStored = new NewestStored();
    private final Map<String, String> values = new HashMap<>();
    private Object key = "none";
    private int accesses;

    private String place(long number) {
      return key + " " + number;
    }

    @Override
    public String get(long number) {
      accesses++;
      return values.get(place(number));
    }

    @Override
    public void put(long number, String value) {
      accesses++;
      values.put(place(number), value);
      newestStored.written(number);
    }

    @Override
    public void remove(long number) {
      accesses++;
      values.remove(place(number));
    }

    @Override
    public void setCurrentKey(Object key) {
      this.key = key;
    }

    @Override
    public Object getCurrentKey() {
      return key;
    }
  }

  private CachedValues<String> cache(int limit) {
    return new CachedValues<>(store, store.newestStored, store, StringSerializer.INSTANCE, limit);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 64, 1000})
  void isAMapThatIsWrittenOnDemand(int limit) throws Exception {
    Random random = new Random(limit);
    Map<String, String> model = new HashMap<>();
    CachedValues<String> cache = cache(limit);
    long newest = 0;
    for (int step = 0; step < 50_000; step++) {
      newest += random.nextInt(50) == 0 ? 1 : 0;
      long number = newest - random.nextInt(10);
      store.key = "key" + random.nextInt(10);
      String place = store.place(number);
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> assertThat(cache.get(number)).isEqualTo(model.get(place));
        case 3, 4, 5, 6 -> {
          cache.put(number, "value" + step);
          model.put(place, "value" + step);
        }
        default -> {
          cache.remove(number);
          model.remove(place);
        }
      }
      assertThat(store.place(number)).as("the current key").isEqualTo(place);
      if (random.nextInt(200) == 0) {
        cache.writeBack();
        assertThat(store.values).isEqualTo(model);
      }
      if (random.nextInt(1000) == 0) {
        cache.writeBack();
        cache = cache(limit);
      }
    }
  }

  @Test
  void whatIsGoneBeforeASnapshotIsNeverLookedForNorWritten() throws Exception {
    CachedValues<String> cache = cache(1000);
    store.key = "a";
    cache.put(0, "written");
    cache.writeBack();
    store.accesses = 0;
    for (long window = 1; window < 10_000; window++) {
      assertThat(cache.get(window)).isNull();
      cache.put(window, "first");
      cache.put(window, cache.get(window) + " second");
      assertThat(cache.get(window)).isEqualTo("first second");
      cache.remove(window);
    }
    assertThat(store.accesses).isZero();
  }

  @Test
  void largeValuesAreFewer() throws Exception {
    CachedValues<String> cache = cache(CachedValues.MOST_VALUES);
    store.key = "a";
    String mebibyte = "x".repeat(1 << 20);
    for (long number = 0; number < 1000; number++) {
      cache.put(number, mebibyte);
    }
    assertThat(store.values).hasSizeGreaterThan(900);
  }
}
