package io.tidemark.local.chaos;

import io.tidemark.jobs.kit.params.Parameter;
import java.util.List;

/** What may befall a cluster. */
enum Fault {
  /** {@code kill -9} of a TaskManager. */
  TASKMANAGER_KILL,
  /** {@code kill -9} of the JobManager. */
  JOBMANAGER_KILL,
  /** {@code kill -9} of the Kafka broker. */
  BROKER_KILL,
  /** The broker is stopped, as by a machine that hangs, for longer than its clients wait. */
  BROKER_PAUSE,
  /** No checkpoint can be written. */
  DISK_FULL,
  /** Thousands of records that are no events, as fast as Kafka takes them. */
  POISON_STORM,
  /** Kafka takes what the job writes ten times as slowly as it comes. */
  SLOW_SINK,
  /** Ten times as many records as else for some seconds, as fast as Kafka takes them. */
  BURST;

  /** Those after which something is gone, or that were meant to; the others are load. */
  static final List<Fault> THAT_BREAK =
      List.of(
          TASKMANAGER_KILL, JOBMANAGER_KILL, BROKER_KILL, BROKER_PAUSE, DISK_FULL, POISON_STORM);

  @Override
  public String toString() {
    return Parameter.name(this);
  }
}
