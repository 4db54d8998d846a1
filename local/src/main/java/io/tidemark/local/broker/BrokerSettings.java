package io.tidemark.local.broker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Kafka's settings for a laptop; what is not here is Kafka's default. */
final class BrokerSettings {

  static final int NODE_ID = 1;

  /** Partitions of a topic that nobody created on purpose. */
  static final int PARTITIONS = 4;

  /** How long a broker that was killed would count as alive, were it not for Predecessor. */
  static final Duration SESSION_TIMEOUT = Duration.ofSeconds(30);

  static final String CONTROLLER_LISTENER = "CONTROLLER";
  private static final String CLIENT_LISTENER = "PLAINTEXT";

  private static final int MIB = 1024 * 1024;

  private BrokerSettings() {}

  static Map<String, String> of(Path logFolder, LoopbackSockets sockets) {
    Map<String, String> settings = new HashMap<>();
    settings.put("log.dirs", logFolder.toString());
    addNode(settings, sockets);
    addTopics(settings);
    addInternalTopics(settings);
    addResources(settings);
    return settings;
  }

  private static void addNode(Map<String, String> settings, LoopbackSockets sockets) {
    String clients = CLIENT_LISTENER + "://" + sockets.clientAddress();
    String controller = CONTROLLER_LISTENER + "://" + sockets.controllerAddress();
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("process.roles", "broker,controller");
    settings.put("listeners", clients + "," + controller);
    settings.put("advertised.listeners", clients + "," + controller);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", CLIENT_LISTENER);
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put("controller.quorum.voters", NODE_ID + "@" + sockets.controllerAddress());
    // Broker and controller live and die together: silence is a busy machine, not a dead broker.
    settings.put("broker.session.timeout.ms", Long.toString(SESSION_TIMEOUT.toMillis()));
  }

  private static void addTopics(Map<String, String> settings) {
    settings.put("auto.create.topics.enable", "true");
    settings.put("num.partitions", Integer.toString(PARTITIONS));
    // Kafka judges age by the record's timestamp: a replay of last month would be deleted.
    settings.put("log.retention.ms", "-1");
    // Kafka refuses what is stamped an hour ahead, but events from the future must get in.
    settings.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    // After a kill the last segment of each partition is read, to see where it ends.
    settings.put("log.segment.bytes", Integer.toString(128 * MIB));
  }

  /** One broker can hold one copy, and one partition is made faster than fifty. */
  private static void addInternalTopics(Map<String, String> settings) {
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("offsets.topic.num.partitions", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("transaction.state.log.num.partitions", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    // Nobody waits for more consumers to come.
    settings.put("group.initial.rebalance.delay.ms", "0");
  }

  /** Few threads and little memory: the machine belongs to the jobs. */
  private static void addResources(Map<String, String> settings) {
    settings.put("num.network.threads", "2");
    settings.put("num.io.threads", "4");
    settings.put("background.threads", "2");
    settings.put("group.coordinator.threads", "1");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * MIB));
  }
}
