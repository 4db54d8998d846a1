package io.tidemark.local.simulate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tidemark.local.simulate.SimulatedRecord.Kind;
import java.time.Duration;

/** Makes a phone's interaction a record: draws what the user did and which mischief befell it. */
final class RecordMaker {

  private static final double DAY_MS = Duration.ofDays(1).toMillis();
  private static final double YEAR_MS = 365 * DAY_MS;

  private final TrafficModel model;
  private final String runId;
  private final Popularity popularity;
  private final JsonLine json = new JsonLine();

  RecordMaker(TrafficModel model) {
    this.model = model;
    runId = runId(model);
    popularity = new Popularity(model.items());
  }

  /**
   * Makes the record of the phone's present interaction.
   *
   * @param receivedAtMs true time in milliseconds since the start
   */
  SimulatedRecord make(Phone phone, double receivedAtMs, Dice dice) {
    Kind kind = drawKind(phone, dice);
    String text = write(phone, receivedAtMs, kind, dice);
    byte[] value =
        kind == Kind.BROKEN ? Breakage.draw(dice).spoil(text, dice) : text.getBytes(US_ASCII);
    return new SimulatedRecord(
        model.epochMs(receivedAtMs), phone.partition(), phone.key(), value, kind);
  }

  private Kind drawKind(Phone phone, Dice dice) {
    if (dice.chance(model.mischief().brokenShare())) {
      return Kind.BROKEN;
    }
    if (dice.chance(model.mischief().futureShare())) {
      return Kind.FUTURE;
    }
    return phone.waits() ? Kind.OFFLINE_EVENT : Kind.PROMPT_EVENT;
  }

  private String write(Phone phone, double receivedAtMs, Kind kind, Dice dice) {
    InteractionType type = InteractionType.draw(dice);
    // Only the stamp is wrong: with a sent time as wrong, skew correction would put it right.
    double stampedAtMs =
        kind == Kind.FUTURE
            ? receivedAtMs + dice.between(DAY_MS, YEAR_MS)
            : phone.actedAtMs() + phone.clockSkewMs();
    return json.begin()
        .string("event_id", phone.userId() + '-' + runId + '-' + phone.interactions())
        .string("user_id", phone.userId())
        .string("item_id", "i" + popularity.draw(dice))
        .string("type", type.inJson())
        .time("event_time", model.epochMs(stampedAtMs))
        .time("sent_time", model.epochMs(phone.sentAtMs() + phone.clockSkewMs()))
        .time("received_time", model.epochMs(receivedAtMs))
        .number("value", type.drawValue(dice))
        .string("country", phone.handset().country())
        .string("device", phone.handset().device())
        .end();
  }

  /** Two runs into one topic must not share event ids, or the second looks like duplicates. */
  private static String runId(TrafficModel model) {
    int chosen = new Dice(31 * model.seed() + model.startMs()).between(0, Integer.MAX_VALUE);
    return Integer.toString(chosen, Character.MAX_RADIX);
  }
}
