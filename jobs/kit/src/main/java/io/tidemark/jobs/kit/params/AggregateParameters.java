package io.tidemark.jobs.kit.params;

/** What is made of a window's events, for the jobs that count them and those that read counts. */
public final class AggregateParameters {

  /** What to make of events. */
  public enum Aggregate {
    COUNT,
    SUM
  }

  /** What to count the different ones of. */
  public enum Distinct {
    NONE,
    USER
  }

  public static final Parameter<Aggregate> AGGREGATE =
      Parameter.oneOf(
          Aggregate.class,
          "aggregate",
          Aggregate.COUNT,
          "What results have: how many events, or the sum of event.value");

  public static final Parameter<Distinct> DISTINCT =
      Parameter.oneOf(
          Distinct.class,
          "distinct",
          Distinct.NONE,
          "user: also how many different users there were, within 1.6 %");

  private AggregateParameters() {}
}
