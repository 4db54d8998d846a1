package io.tidemark.functions.window;

/**
 * Keeps what the slices of a sliding window add up to while the window moves on: newer slices come
 * in, the oldest goes out, and a late record may change one in between. All methods are about the
 * current key.
 */
interface SlidingTotal<IN, ACC> {

  /** Makes a total from state its own: before a restore, another kind may have kept it. */
  void adopt(RunningTotal<ACC> total) throws Exception;

  /** A slice that is newer than all others comes in. */
  void push(RunningTotal<ACC> total, long slice, ACC accumulator) throws Exception;

  /** A record has been added to a slice that is in, or that has just come to be. */
  void addLate(RunningTotal<ACC> total, long slice, IN record) throws Exception;

  /** All slices added up. Not to be changed; null if there are none. */
  ACC value(RunningTotal<ACC> total) throws Exception;

  /** The oldest slice goes out. It is in state still. */
  void pop(RunningTotal<ACC> total, long slice, ACC accumulator) throws Exception;
}
