package io.tidemark.functions.window;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.operators.KeyContext;

/**
 * A write-back cache before values that are costly to read and write. What is used again before the
 * next checkpoint is on the heap, and what is gone by then is never written at all, as most windows
 * are. Before a snapshot all that has changed is written, so it has what it would have without the
 * cache.
 *
 * <p>The values used last stay. How many goes by how large they are, so that together they take
 * some 32 MiB at most.
 */
final class CachedValues<V> implements KeyedValues<V>, WindowState.HoldsBack {

  /** So many values are cached at most, however small they are. */
  static final int MOST_VALUES = 1 << 16;

  private static final long MOST_BYTES = 32 << 20;

  /** What a value takes on the heap: so much by itself, and so often what it has when written. */
  private static final int BYTES_EACH = 256;

  private static final int TIMES_WRITTEN = 3;

  /** One in so many values that are put is measured. */
  private static final int MEASURED_EACH = 256;

  /** So large a part of the values goes at once: to come back to the current key costs, too. */
  private static final int EVICTED_PART = 32;

  /** Where a value belongs. */
  private record Place(String key, long number) {}

  private static final class Cached<V> {
    private final Place place;

    /** Null if there is none. */
    private V value;

    /** Whether the store may have one too, an older one. */
    private boolean isStored;

    /** Whether it is to be written. */
    private boolean isChanged;

    private Cached(Place place, V value) {
      this.place = place;
      this.value = value;
      this.isStored = value != null;
    }

    private boolean is(String key, long number) {
      return place.number == number && place.key.equals(key);
    }
  }

  private final KeyedValues<V> store;
  private final NewestStored newestStored;
  private final KeyContext keys;
  private final TypeSerializer<V> serializer;
  private final int limit;

  private final LinkedHashMap<Place, Cached<V>> values = new LinkedHashMap<>(16, 0.75f, true);

  /** The one asked for last, or null: what is read is mostly written next. */
  private Cached<V> latest;

  private final DataOutputSerializer measured = new DataOutputSerializer(64);
  private int untilMeasured;
  private double bytesWritten;
  private int most;

  /**
   * An empty cache.
   *
   * @param keys has the current key, and is given others in between
   * @param limit how many values are cached at most
   */
  CachedValues(
      KeyedValues<V> store,
      NewestStored newestStored,
      KeyContext keys,
      TypeSerializer<V> serializer,
      int limit) {
    this.store = store;
    this.newestStored = newestStored;
    this.keys = keys;
    this.serializer = serializer;
    this.limit = limit;
    this.most = limit;
  }

  @Override
  public V get(long number) throws Exception {
    Cached<V> cached = cached(number);
    if (cached != null) {
      return cached.value;
    }
    if (!newestStored.mayHave(number)) {
      return null;
    }
    // Also that there is none is worth knowing: a record for it may come next.
    return insert(number, store.get(number)).value;
  }

  @Override
  public void put(long number, V value) throws Exception {
    Cached<V> cached = cached(number);
    if (cached == null) {
      cached = insert(number, null);
      cached.isStored = newestStored.mayHave(number);
    }
    cached.value = value;
    cached.isChanged = true;
    measure(value);
  }

  @Override
  public void remove(long number) throws Exception {
    Cached<V> cached = cached(number);
    if (cached == null ? newestStored.mayHave(number) : cached.isStored) {
      store.remove(number);
    }
    if (cached != null) {
      values.remove(cached.place);
      latest = null;
    }
  }

  private Cached<V> cached(long number) {
    String key = (String) keys.getCurrentKey();
    if (latest == null || !latest.is(key, number)) {
      latest = values.get(new Place(key, number));
    }
    return latest;
  }

  private Cached<V> insert(long number, V value) throws Exception {
    Place place = new Place((String) keys.getCurrentKey(), number);
    latest = new Cached<>(place, value);
    values.put(place, latest);
    if (values.size() > most) {
      evict();
      keys.setCurrentKey(place.key);
    }
    return latest;
  }

  /** Writes the values that have not been used for longest, and forgets them. */
  private void evict() throws Exception {
    Iterator<Cached<V>> eldest = values.values().iterator();
    for (int left = most - most / EVICTED_PART; values.size() > left; eldest.remove()) {
      write(eldest.next());
    }
  }

  @Override
  public void writeBack() throws Exception {
    for (Cached<V> cached : values.values()) {
      write(cached);
    }
  }

  private void write(Cached<V> cached) throws Exception {
    if (cached.isChanged) {
      keys.setCurrentKey(cached.place.key);
      store.put(cached.place.number, cached.value);
      cached.isStored = true;
      cached.isChanged = false;
    }
  }

  private void measure(V value) throws IOException {
    if (--untilMeasured > 0) {
      return;
    }
    untilMeasured = MEASURED_EACH;
    measured.clear();
    serializer.serialize(value, measured);
    bytesWritten += (measured.length() - bytesWritten) / 4;
    long fit = (long) (MOST_BYTES / (BYTES_EACH + TIMES_WRITTEN * bytesWritten));
    most = (int) Math.min(limit, Math.max(1, fit));
  }
}
