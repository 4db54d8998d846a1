package com.example.sensors;

/** What a sensor measured. A POJO as Flink knows it; nothing of Tidemark is in it. */
public class Reading {

  public String sensor;

  /** When it was measured, epoch milliseconds; not above zero if the sensor has lost its clock. */
  public long measuredAt;

  public double celsius;

  public Reading() {}

  public Reading(String sensor, long measuredAt, double celsius) {
    this.sensor = sensor;
    this.measuredAt = measuredAt;
    this.celsius = celsius;
  }

  public String getSensor() {
    return sensor;
  }

  /** Whether its time can be trusted to tell how far time has come. */
  public boolean hasTime() {
    return measuredAt > 0;
  }
}
