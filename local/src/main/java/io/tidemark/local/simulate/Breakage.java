package io.tidemark.local.simulate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ways in which a record is broken. None of them holds a newline, so a file stays lines. */
enum Breakage {
  /** The connection was lost in the middle. */
  TRUNCATED {
    @Override
    byte[] spoil(String json, Dice dice) {
      return json.substring(0, dice.between(1, json.length())).getBytes(US_ASCII);
    }
  },
  /** An object where the event time should be. */
  WRONG_TYPE {
    @Override
    byte[] spoil(String json, Dice dice) {
      return withEventTime(json, "\"event_time\":{},");
    }
  },
  /** A string, but no time. */
  NOT_A_TIME {
    @Override
    byte[] spoil(String json, Dice dice) {
      return withEventTime(json, "\"event_time\":\"yesterday\",");
    }
  },
  NO_EVENT_TIME {
    @Override
    byte[] spoil(String json, Dice dice) {
      return withEventTime(json, "");
    }
  },
  /** A byte that is nowhere in UTF-8, inside the event's id. */
  NOT_UTF8 {
    @Override
    byte[] spoil(String json, Dice dice) {
      byte[] bytes = json.getBytes(US_ASCII);
      bytes["{\"event_id\":\"".length()] = (byte) 0xFF;
      return bytes;
    }
  },
  /** No byte at all: an empty value, not a tombstone. */
  EMPTY {
    @Override
    byte[] spoil(String json, Dice dice) {
      return new byte[0];
    }
  },
  /** A whole event, with the beginning of another one behind it. */
  TRAILING_GARBAGE {
    @Override
    byte[] spoil(String json, Dice dice) {
      return (json + json.substring(0, dice.between(1, json.length()))).getBytes(US_ASCII);
    }
  },
  /** Good JSON of the wrong shape. */
  NOT_AN_OBJECT {
    @Override
    byte[] spoil(String json, Dice dice) {
      return ("[" + json + "]").getBytes(US_ASCII);
    }
  };

  private static final Pattern EVENT_TIME = Pattern.compile("\"event_time\":\"[^\"]*\",");
  private static final Breakage[] VALUES = values();

  static Breakage draw(Dice dice) {
    return VALUES[dice.between(0, VALUES.length)];
  }

  /** Breaks an event that {@link RecordMaker} wrote. */
  abstract byte[] spoil(String json, Dice dice);

  private static byte[] withEventTime(String json, String replacement) {
    return EVENT_TIME
        .matcher(json)
        .replaceFirst(Matcher.quoteReplacement(replacement))
        .getBytes(US_ASCII);
  }
}
