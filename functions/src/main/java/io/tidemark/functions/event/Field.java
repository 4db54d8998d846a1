package io.tidemark.functions.event;

/** The fields that a job can read from a feed. Where each one is, an {@link EventMapping} says. */
public enum Field {
  KEY("group.by"),
  ID("event.id"),
  USER("event.user"),
  ITEM("event.item"),
  TYPE("event.type"),
  TIME("event.time"),
  SENT_TIME("event.sent-time"),
  RECEIVED_TIME("event.received-time"),
  VALUE("event.value");

  private final String parameter;

  Field(String parameter) {
    this.parameter = parameter;
  }

  /** The name of the parameter that maps this field, as users write it. */
  public String parameter() {
    return parameter;
  }
}
