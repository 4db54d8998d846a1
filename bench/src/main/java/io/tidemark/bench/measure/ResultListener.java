package io.tidemark.bench.measure;

/** Is told of each result, by the threads of all sinks. */
@FunctionalInterface
interface ResultListener {

  /**
   * A result has come out.
   *
   * @param end the first millisecond after its window; if there is no window, the click's time
   */
  void result(String key, long end);
}
