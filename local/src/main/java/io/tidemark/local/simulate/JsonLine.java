package io.tidemark.local.simulate;

/**
 * Writes one flat JSON object on one line, field by field. Names and strings are plain ASCII that
 * needs no escaping: ids and times. Reused for each record; not for several threads.
 */
final class JsonLine {

  private final StringBuilder text = new StringBuilder(256);
  private final IsoMillis iso = new IsoMillis();

  JsonLine begin() {
    text.setLength(0);
    return this;
  }

  JsonLine string(String name, String value) {
    name(name).append('"').append(value).append('"');
    return this;
  }

  JsonLine number(String name, long value) {
    name(name).append(value);
    return this;
  }

  JsonLine time(String name, long epochMs) {
    iso.append(name(name).append('"'), epochMs);
    text.append('"');
    return this;
  }

  String end() {
    return text.append('}').toString();
  }

  private StringBuilder name(String name) {
    return text.append(text.length() == 0 ? '{' : ',').append('"').append(name).append("\":");
  }
}
