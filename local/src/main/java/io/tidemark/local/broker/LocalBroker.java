package io.tidemark.local.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real Kafka broker for a laptop: broker and controller in one, inside this JVM.
 *
 * <p>Topics, records and committed offsets live in the data folder and are there again at the next
 * {@link #start}, whether the broker before was closed or killed. A topic that a client asks for is
 * created, with {@value BrokerSettings#PARTITIONS} partitions. Records are kept until the folder is
 * deleted, however old their timestamps are, and may be stamped with any time: events of last year
 * and of the next century are what event-time jobs are tried with.
 *
 * <p>It listens on 127.0.0.1 only, without encryption or passwords.
 */
public final class LocalBroker implements AutoCloseable {

  private final DataFolder folder;
  private final LoopbackSockets sockets;
  private final KafkaNode node;
  private final AtomicBoolean closed = new AtomicBoolean();

  private LocalBroker(DataFolder folder, LoopbackSockets sockets, KafkaNode node) {
    this.folder = folder;
    this.sockets = sockets;
    this.node = node;
  }

  /**
   * Starts a broker and returns once clients can use it.
   *
   * <p>From then on Kafka cannot end this JVM: where it would exit on a fault of its own, it only
   * says so in the log, and its clients see a broker that is gone.
   *
   * @param dataFolder where the broker keeps everything; made if missing, used again if not
   * @param port the port to listen on; 0 for a free one
   * @throws IOException with one clear line if the port is taken, if another broker is running on
   *     the folder, or if the folder cannot be used; nothing is left running then
   */
  public static LocalBroker start(Path dataFolder, int port) throws IOException {
    KafkaExit.disarm();
    DataFolder folder = DataFolder.claim(dataFolder);
    try {
      return startIn(folder, port);
    } catch (IOException | RuntimeException | Error failure) {
      folder.close();
      throw failure;
    }
  }

  private static LocalBroker startIn(DataFolder folder, int port) throws IOException {
    LoopbackSockets sockets = LoopbackSockets.bind(port);
    try {
      return new LocalBroker(folder, sockets, KafkaNode.start(folder, sockets));
    } catch (IOException | RuntimeException | Error failure) {
      sockets.close();
      throw failure;
    }
  }

  /** The address to give to clients as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return sockets.clientAddress();
  }

  /** Stops the broker and frees its folder and port; takes well under a second. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        node.close();
      } finally {
        sockets.close();
        folder.close();
      }
    }
  }
}
