package io.tidemark.local.run;

/** Whoever takes part in a run from the outside, told of its turns in this order. */
interface Spectator {

  Spectator NONE = new Spectator() {};

  /** The job is about to be submitted. */
  default void prepare() throws Exception {}

  /** The job has been submitted. */
  default void begin(LocalFlink flink) throws Exception {}

  /** The job is about to be drained. */
  default void inputEnds() throws Exception {}

  /** The job has ended and all of its output is written. */
  default void end() throws Exception {}
}
