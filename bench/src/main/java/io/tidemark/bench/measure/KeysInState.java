package io.tidemark.bench.measure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the keys of which there was state when it was looked at: those of later results. */
final class KeysInState implements ResultListener {

  private final Race race;
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  KeysInState(Race race) {
    this.race = race;
  }

  @Override
  public void result(String key, long end) {
    if (race.isReleased()) {
      keys.add(key);
    }
  }

  int count() {
    return keys.size();
  }
}
