package io.tidemark.local.chaos;

import io.tidemark.jobs.kit.params.Parameter;

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
  POISON_STORM;

  @Override
  public String toString() {
    return Parameter.name(this);
  }
}
