package io.tidemark.functions.window;

/** How many elements there are, whatever they are. */
public final class CountElements<T> implements DeductibleAggregate<T, Long, Long> {

  private static final long serialVersionUID = 1;

  @Override
  public Long createAccumulator() {
    return 0L;
  }

  @Override
  public Long add(T element, Long count) {
    return count + 1;
  }

  @Override
  public Long merge(Long a, Long b) {
    return a + b;
  }

  @Override
  public Long deduct(Long whole, Long part) {
    return whole - part;
  }

  @Override
  public Long getResult(Long count) {
    return count;
  }
}
