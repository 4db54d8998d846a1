package io.tidemark.local.broker;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;

/**
 * Kafka's own server classes, put together as {@code kafka.server.KafkaRaftServer} does it, but on
 * sockets that are bound already.
 */
final class KafkaNode implements AutoCloseable {

  /** Nobody is to wait for Kafka's five minutes when a broker cannot say goodbye. */
  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);

  private final ControllerServer controller;
  private final BrokerServer broker;

  private KafkaNode(SharedServer shared, ControllerServer controller) {
    this.controller = controller;
    this.broker = new BrokerServer(shared);
  }

  static KafkaNode start(DataFolder folder, LoopbackSockets sockets) throws IOException {
    SharedServer shared =
        new SharedServer(
            new KafkaConfig(BrokerSettings.of(folder.logFolder(), sockets), false),
            folder.formatted(),
            Time.SYSTEM,
            new Metrics(),
            CompletableFuture.completedFuture(
                Map.of(BrokerSettings.NODE_ID, sockets.controllerSocketAddress())),
            List.of(),
            new StandardFaultHandlerFactory(),
            sockets);
    KafkaNode node =
        new KafkaNode(
            shared,
            new ControllerServer(
                shared, KafkaRaftServer.configSchema(), folder.bootstrapMetadata()));
    node.startServers();
    return node;
  }

  private void startServers() throws IOException {
    try {
      controller.startup();
      Predecessor.forget(controller);
      broker.startup();
    } catch (Exception failure) {
      close();
      // Scala throws it without declaring it.
      if (failure instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("The local Kafka broker did not start: " + failure, failure);
    }
  }

  @Override
  public void close() {
    // The broker first: it signs off at the controller.
    try {
      broker.shutdown(LONGEST_GOODBYE);
    } finally {
      controller.shutdown();
    }
  }
}
