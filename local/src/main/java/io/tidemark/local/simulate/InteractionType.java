package io.tidemark.local.simulate;

/** What users do with items, and how often. */
enum InteractionType {
  VIEW("view", 0.60),
  CLICK("click", 0.30),
  LIKE("like", 0.07),
  SHARE("share", 0.03);

  private static final InteractionType[] VALUES = values();
  private static final double MEDIAN_WATCH_MS = 8_000;
  private static final double WATCH_SPREAD = 1;

  private final String inJson;
  private final double share;

  InteractionType(String inJson, double share) {
    this.inJson = inJson;
    this.share = share;
  }

  static InteractionType draw(Dice dice) {
    double left = dice.unit();
    for (InteractionType type : VALUES) {
      left -= type.share;
      if (left < 0) {
        return type;
      }
    }
    return VIEW; // only if rounding has kept the shares' sum under 1
  }

  /** How long a view was watched, in milliseconds; 1 for all else. */
  long drawValue(Dice dice) {
    return this == VIEW ? 1 + (long) dice.logNormal(MEDIAN_WATCH_MS, WATCH_SPREAD) : 1;
  }

  String inJson() {
    return inJson;
  }
}
