package io.tidemark.local.broker;

import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import kafka.server.ControllerServer;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.ControllerRequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker that ran on the folder before, if it was killed.
 *
 * <p>In the metadata it is still alive, and the controller refuses a second broker of the same id
 * until the first one's session has run out, {@link BrokerSettings#SESSION_TIMEOUT}. We hold the
 * folder's lock, so we know that it is dead and can say so at once.
 */
final class Predecessor {

  private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);

  private static final long PATIENCE_SECONDS = 5;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private Predecessor() {}

  /**
   * Takes a killed broker out of the metadata, before the new one registers.
   *
   * <p>Only a shortcut: where it fails, the new broker waits for the session to run out.
   */
  static void forget(ControllerServer controller) throws InterruptedException {
    if (!isReady(controller)
        || !controller.metadataCache().hasAliveBroker(BrokerSettings.NODE_ID)) {
      return;
    }
    try {
      controller
          .controller()
          .unregisterBroker(asMyself(), BrokerSettings.NODE_ID)
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      LOG.warn("The start has to wait until the killed broker's session has run out", failure);
    }
  }

  /** Waits until the controller leads and has read the metadata; false if that takes too long. */
  private static boolean isReady(ControllerServer controller) {
    long start = System.nanoTime();
    while (!controller.controller().isActive()
        || controller.metadataCache().currentImage().isEmpty()) {
      if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
        return false;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return true;
  }

  private static ControllerRequestContext asMyself() {
    return new ControllerRequestContext(
        new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
  }
}
