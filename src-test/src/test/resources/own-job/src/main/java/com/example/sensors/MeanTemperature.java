package com.example.sensors;

import org.apache.flink.api.common.functions.AggregateFunction;

/** The mean of a window's temperatures: any of Flink's aggregate functions would do. */
public class MeanTemperature
    implements AggregateFunction<Reading, MeanTemperature.Sum, Double> {

  /** What has been added up so far. */
  public static class Sum {
    public double celsius;
    public long readings;
  }

  @Override
  public Sum createAccumulator() {
    return new Sum();
  }

  @Override
  public Sum add(Reading reading, Sum sum) {
    sum.celsius += reading.celsius;
    sum.readings++;
    return sum;
  }

  @Override
  public Double getResult(Sum sum) {
    return sum.celsius / sum.readings;
  }

  @Override
  public Sum merge(Sum a, Sum b) {
    a.celsius += b.celsius;
    a.readings += b.readings;
    return a;
  }
}
