package io.tidemark.test;

import io.tidemark.local.cluster.LoopbackPort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** Kafka's own server, which lets nobody in without TLS and a SCRAM login. */
final class SecuredBroker implements AutoCloseable {

  static final String USER = "alice";
  static final String LOGIN_MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule";
  static final String MECHANISM = "SCRAM-SHA-256";

  private static final String STORE_PASSWORD = "keeps-the-key";

  private final KafkaRaftServer server;
  private final String address;
  private final Path certificate;

  private SecuredBroker(KafkaRaftServer server, String address, Path certificate) {
    this.server = server;
    this.address = address;
    this.certificate = certificate;
  }

  /**
   * Starts it on loopback.
   *
   * @param folder an empty folder for its data and its certificate
   * @param password that of the only user
   */
  static SecuredBroker start(Path folder, String password) throws Exception {
    Path keys = folder.resolve("broker.p12");
    Path certificate = folder.resolve("broker.pem");
    makeKeys(keys, certificate);
    String address = "localhost:" + LoopbackPort.free();
    Path data = folder.resolve("data");
    new Formatter()
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .addDirectory(data.toString())
        .setMetadataLogDirectory(data.toString())
        .setScramArguments(List.of(MECHANISM + "=[name=" + USER + ",password=" + password + "]"))
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
    KafkaRaftServer server =
        new KafkaRaftServer(
            new KafkaConfig(settings(data, keys, address, login(password)), false), Time.SYSTEM);
    server.startup();
    return new SecuredBroker(server, address, certificate);
  }

  private static Map<String, String> settings(Path data, Path keys, String address, String login)
      throws IOException {
    String controller = "localhost:" + LoopbackPort.free();
    Map<String, String> settings = new HashMap<>();
    settings.put("log.dirs", data.toString());
    settings.put("node.id", "1");
    settings.put("process.roles", "broker,controller");
    settings.put("listeners", "SASL_SSL://" + address + ",CONTROLLER://" + controller);
    settings.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "SASL_SSL");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("controller.quorum.voters", "1@" + controller);
    settings.put("sasl.enabled.mechanisms", MECHANISM);
    settings.put("sasl.mechanism.inter.broker.protocol", MECHANISM);
    settings.put("listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config", login);
    settings.put("ssl.keystore.location", keys.toString());
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.password", STORE_PASSWORD);
    settings.put("ssl.truststore.location", keys.resolveSibling("broker.pem").toString());
    settings.put("ssl.truststore.type", "PEM");
    for (String topic : List.of("offsets.topic", "transaction.state.log")) {
      settings.put(topic + ".replication.factor", "1");
      settings.put(topic + ".num.partitions", "1");
    }
    settings.put("transaction.state.log.min.isr", "1");
    return settings;
  }

  private static String login(String password) {
    return LOGIN_MODULE + " required username=\"" + USER + "\" password=\"" + password + "\";";
  }

  private static void makeKeys(Path keys, Path certificate) throws Exception {
    keytool(
        List.of("-genkeypair", "-keyalg", "RSA", "-dname", "CN=localhost"),
        List.of("-ext", "SAN=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12"),
        keys);
    keytool(List.of("-exportcert", "-rfc"), List.of("-file", certificate.toString()), keys);
  }

  private static void keytool(List<String> action, List<String> options, Path keys)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(action);
    command.addAll(options);
    command.addAll(
        List.of("-alias", "broker", "-keystore", keys.toString(), "-storepass", STORE_PASSWORD));
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + status);
    }
  }

  /**
   * What clients are told.
   *
   * @param password as it is, or a reference to it
   */
  Map<String, String> clientProperties(String password) {
    return Map.of(
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        MECHANISM,
        "sasl.jaas.config",
        login(password),
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        certificate.toString());
  }

  String bootstrapServers() {
    return address;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }
}
