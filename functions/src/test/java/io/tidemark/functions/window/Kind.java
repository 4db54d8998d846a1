package io.tidemark.functions.window;

/** What random windows are of. */
enum Kind {
  TUMBLING,
  SLIDING,
  SESSIONS;

  /** Windows of this kind from a seed. */
  Setup setup(long seed) {
    RandomSetups random = new RandomSetups(seed);
    return switch (this) {
      case TUMBLING -> random.tumbling();
      case SLIDING -> random.sliding();
      case SESSIONS -> random.sessions();
    };
  }

  /** A number that no other kind has. */
  long seed(int number) {
    return ordinal() * 1_000_000L + number;
  }
}
