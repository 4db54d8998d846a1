package io.tidemark.jobs.kit.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretProvidersTest {

  /** Set wherever tests run. */
  private static final String SET = "PATH";

  @TempDir Path folder;

  @Test
  void kafkasClientsPutInWhatAnEnvironmentVariableHolds() {
    ProducerConfig config =
        new ProducerConfig(clients(Map.of("client.id", "a ${env:" + SET + "} z")));

    assertThat(config.getString(ProducerConfig.CLIENT_ID_CONFIG))
        .isEqualTo("a " + System.getenv(SET) + " z");
  }

  @Test
  void kafkasClientsPutInWhatAFileHolds() throws Exception {
    Path file = Files.writeString(folder.resolve("password"), "hunter2\n");

    ConsumerConfig config =
        new ConsumerConfig(
            clients(
                Map.of(
                    SslConfigs.SSL_KEY_PASSWORD_CONFIG,
                    "${file:" + file + "}",
                    SaslConfigs.SASL_JAAS_CONFIG,
                    "Login required username=\"${env:"
                        + SET
                        + "}\" password=\"${file:"
                        + file
                        + "}\";")));

    assertThat(config.getPassword(SslConfigs.SSL_KEY_PASSWORD_CONFIG).value()).isEqualTo("hunter2");
    assertThat(config.getPassword(SaslConfigs.SASL_JAAS_CONFIG).value())
        .isEqualTo("Login required username=\"" + System.getenv(SET) + "\" password=\"hunter2\";");
    assertThat(config.values().toString()).doesNotContain("hunter2");
  }

  @Test
  void onlyTheLastLineEndIsTakenOff() throws Exception {
    assertThat(contentOf("a")).isEqualTo("a");
    assertThat(contentOf("a\n")).isEqualTo("a");
    assertThat(contentOf("a\r\n")).isEqualTo("a");
    assertThat(contentOf(" a\nb \n\n")).isEqualTo(" a\nb \n");
    assertThat(contentOf("")).isEmpty();
  }

  private String contentOf(String text) throws Exception {
    String name = Files.writeString(folder.resolve("file"), text).toString();
    return new FileContents().get("", Set.of(name)).data().get(name);
  }

  @Test
  void aPathMayHaveAColon() throws Exception {
    Path file = Files.writeString(folder.resolve("a:b:c"), "secret");

    ConsumerConfig config =
        new ConsumerConfig(
            clients(Map.of(SslConfigs.SSL_KEY_PASSWORD_CONFIG, "${file:" + file + "}")));

    assertThat(config.getPassword(SslConfigs.SSL_KEY_PASSWORD_CONFIG).value()).isEqualTo("secret");
  }

  @Test
  void aVariableThatIsNotSetIsNamed() {
    assertThatThrownBy(
            () -> new ConsumerConfig(clients(Map.of("client.id", "${env:TIDEMARK_NOT_SET}"))))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "${env:TIDEMARK_NOT_SET}: the environment variable is not set where the job runs");
  }

  @Test
  void aFileThatCannotBeReadIsNamedAndNotQuoted() throws Exception {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {'h', 'u', (byte) 0xff});
    for (Path file : new Path[] {folder.resolve("none"), folder, binary}) {
      assertThatThrownBy(() -> new FileContents().get("", Set.of(file.toString())))
          .isInstanceOf(ConfigException.class)
          .hasNoCause()
          .hasMessage("${file:" + file + "}: the file cannot be read where the job runs");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"${env:}", "${env}", "$env:A", "${:A}", "${vault:a}", "a", "", "${}"})
  void nothingIsAddedWhereNothingRefersToUs(String text) {
    Map<String, String> properties = Map.of("client.id", text);

    assertThat(References.resolvable(properties)).isEqualTo(properties);
    assertThat(References.areIn(text, properties)).isFalse();
  }

  @Test
  void providersOfTheUsersOwnStay() {
    Map<String, String> properties =
        Map.of(
            "config.providers", "vault, env",
            "config.providers.vault.class", "their.Vault",
            "config.providers.env.class", "their.Environment",
            "a", "${vault:a}",
            "b", "${env:B}",
            "c", "${file:/c}");
    Map<String, String> expected = new HashMap<>(properties);
    expected.put("config.providers", "vault,env,file");
    expected.put("config.providers.file.class", FileContents.class.getName());

    assertThat(References.resolvable(properties)).isEqualTo(expected);
    assertThat(References.areIn("${vault:a}", properties)).isTrue();
  }

  private static Map<String, Object> clients(Map<String, String> properties) {
    Map<String, Object> all = new HashMap<>(References.resolvable(properties));
    all.put("bootstrap.servers", "localhost:9092");
    String bytes = "org.apache.kafka.common.serialization.ByteArray";
    all.put("key.deserializer", bytes + "Deserializer");
    all.put("value.deserializer", bytes + "Deserializer");
    all.put("key.serializer", bytes + "Serializer");
    all.put("value.serializer", bytes + "Serializer");
    return all;
  }
}
