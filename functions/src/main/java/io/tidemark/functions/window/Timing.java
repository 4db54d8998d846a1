package io.tidemark.functions.window;

/** When a pane was emitted, against its window's completion by the watermark. */
public enum Timing {
  /** Before the window was complete: a speculative result. */
  EARLY,
  /** When the watermark reached the window's end: once for each window. */
  ON_TIME,
  /** After that: a refinement by late records. */
  LATE,
  /** After the window was gone: a correction by late records, merged in by another job. */
  REPAIR
}
