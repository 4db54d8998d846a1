package io.tidemark.local.simulate;

import java.util.List;

/**
 * What a phone is and where, for as long as it lives.
 *
 * @param country the code of ISO 3166
 * @param device the kind of device
 */
record Handset(String country, String device) {

  /** From the most to the least frequent one, by Zipf's law. */
  private static final List<String> COUNTRIES =
      List.of("US", "IN", "BR", "DE", "JP", "GB", "NG", "FR");

  private static final List<String> DEVICES = List.of("android", "iphone", "tablet");

  private static final Popularity OF_COUNTRIES = new Popularity(COUNTRIES.size());
  private static final Popularity OF_DEVICES = new Popularity(DEVICES.size());

  /** One by chance. */
  static Handset draw(Dice dice) {
    return new Handset(
        COUNTRIES.get(OF_COUNTRIES.draw(dice) - 1), DEVICES.get(OF_DEVICES.draw(dice) - 1));
  }
}
