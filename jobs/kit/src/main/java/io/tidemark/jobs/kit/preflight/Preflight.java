package io.tidemark.jobs.kit.preflight;

import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.Output;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last look before a job starts, at where it is going to write. It runs wherever the job's
 * {@code main} does, which for all but Flink's own command-line client is in the JobManager, and
 * with that where checkpoints are written from and where secrets are to be had.
 */
public final class Preflight {

  private static final Logger LOG = LoggerFactory.getLogger(Preflight.class);

  private Preflight() {}

  /**
   * Refuses a job that would lose data later, in one line. What cannot be found out, since no
   * broker answers or it will not tell, is only warned of in the log.
   *
   * @param job the job's name
   * @param topics those that it writes to, each with the output whose rows it gets
   * @param flink the configuration that the job is going to run with
   * @throws ParameterException if the job must not start like this
   */
  public static void check(
      String job, Map<String, Output> topics, Parameters parameters, ReadableConfig flink) {
    flink
        .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
        .filter(folder -> isWithFlink(flink))
        .ifPresent(CheckpointFolder::requireWritable);
    if (!EndParameters.writesToKafka(parameters)) {
      return;
    }
    try (Admin admin = KafkaAdmin.open(parameters)) {
      BrokerCheck broker = new BrokerCheck(admin, job, parameters);
      broker.compaction(topics);
      if (Promises.writesInTransactions(parameters)) {
        broker.transactionTimeout();
        if (startsFromNothing(flink)) {
          broker.prefixIsFree();
        }
      }
    } catch (KafkaException e) {
      LOG.warn("Kafka is not checked, since there is no client for it: {}", e.getMessage());
    }
  }

  /** Flink's client may be on a machine that checkpoints have nothing to do with. */
  private static boolean isWithFlink(ReadableConfig flink) {
    return flink
        .getOptional(DeploymentOptions.TARGET)
        .filter(target -> !target.equals("embedded") && !target.equals("local"))
        .isEmpty();
  }

  /**
   * Else open transactions are its own: those of the checkpoint that it goes on from, or, in
   * application mode with high availability, of the JobManager before this one.
   */
  private static boolean startsFromNothing(ReadableConfig flink) {
    return flink.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isEmpty()
        && flink.getOptional(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID).isEmpty();
  }
}
