package io.tidemark.jobs.kit.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  private static final String JAAS = "kafka.properties.sasl.jaas.config";
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sasl.jaas.config",
        "ssl.keystore.password",
        "ssl.keystore.key",
        "ssl.key.password",
        "ssl.truststore.password",
        "sasl.oauthbearer.client.credentials.client.secret",
        "sasl.oauthbearer.assertion.private.key.passphrase",
        // Plug-ins' own
        "schema.registry.ssl.keystore.password",
        "basic.auth.user.info",
        "my.api.key",
        "my.apiKey",
        "MY_SECRET",
        "bearer.auth.token",
        "aws.secret.access.key",
        "other.sasl.jaas.config"
      })
  void aSecretThatIsWrittenOutIsRefusedAndNotRepeated(String property) {
    for (String value : List.of("hunter2", "", "$hunter2", "{hunter2}", "${HUNTER2}", "${env:}")) {
      assertThatThrownBy(() -> of(Map.of("kafka.properties." + property, value)))
          .isInstanceOf(ParameterException.class)
          .hasMessage(
              "kafka.properties.%s: a secret must not be written out;"
                  + " give it as ${env:NAME} or ${file:PATH}, which is read where the job runs",
              property);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client.id",
        "security.protocol",
        "sasl.mechanism",
        "ssl.keystore.location",
        "ssl.keystore.type",
        "ssl.keymanager.algorithm",
        "sasl.oauthbearer.token.endpoint.url",
        "sasl.oauthbearer.assertion.private.key.file",
        "sasl.kerberos.service.name",
        "max.poll.records",
        "partitioner.ignore.keys"
      })
  void whatIsNoSecretMayBeWrittenOut(String property) {
    assertThatCode(() -> of(Map.of("kafka.properties." + property, "plain")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${env:JAAS}",
        "${file:/run/secrets/jaas}",
        LOGIN + "username=\"alice\" password=\"${env:PASSWORD}\";",
        LOGIN + "username=alice password=${file:/run/secrets/password};",
        LOGIN + "tokenauth=\"true\" username=\"${env:ID}\" password=\"${env:HMAC}\";"
      })
  void aJaasLineMayHaveItsPasswordReadElsewhere(String line) {
    assertThatCode(() -> of(Map.of(JAAS, line))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LOGIN + "username=\"${env:USER}\" password=\"hunter2\";",
        LOGIN + "username=${env:USER} password=hunter2;",
        LOGIN + "username=${env:USER} password = 'hunter2';",
        LOGIN + "username=\"${env:USER}\" Password=\"hu\\\"nter2\";",
        LOGIN + "clientId=\"${env:ID}\" clientSecret=\"hunter2\";",
        LOGIN + "password=\"hunter2\" username=\"${env:USER}\";",
      })
  void aReferenceElsewhereInTheLineDoesNotLetThePasswordThrough(String line) {
    assertThatThrownBy(() -> of(Map.of(JAAS, line)))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(JAAS + ": a secret must not be written out")
        .hasMessageNotContaining("nter2");
  }

  @Test
  void aProviderMustBeKnown() {
    assertThatThrownBy(() -> of(Map.of(JAAS, "${vault:jaas}")))
        .isInstanceOf(ParameterException.class);
    assertThatCode(
            () -> of(Map.of(JAAS, "${vault:jaas}", "kafka.properties.config.providers", "vault")))
        .doesNotThrowAnyException();
  }

  @Test
  void flinksSecretsAreTheClustersOwnAffair() {
    assertThatThrownBy(() -> of(Map.of("flink.s3.secret-key", "hunter2")))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "flink.s3.secret-key: a secret must not be among a job's parameters;"
                + " it belongs in the cluster's own configuration");
    assertThatCode(() -> of(Map.of("flink.security.delegation.tokens.enabled", "false")))
        .doesNotThrowAnyException();
  }

  @Test
  void secretsAreResolvedByTheClientsAndNotBefore() {
    Parameters parameters = of(Map.of(JAAS, "${env:PATH}"));

    assertThat(KafkaParameters.clientProperties(parameters))
        .containsEntry("sasl.jaas.config", "${env:PATH}")
        .containsEntry("config.providers", "env");
  }

  @Test
  void noUsageErrorRepeatsASecret() {
    for (List<String> args :
        List.of(
            // quotes forgotten
            List.of("--" + JAAS, "x.Login", "required", "password=hunter2;"),
            List.of("--" + JAAS + "=x.Login", "password=hunter2;"),
            List.of("--kafka.properties.ssl.key.password", "my", "hunter2"),
            // dashes forgotten
            List.of("kafka.properties.ssl.key.password=hunter2"),
            List.of("-kafka.properties.ssl.key.password=hunter2"),
            List.of("--sink", "print", "ssl.key.password=hunter2"),
            // given twice
            List.of("--" + JAAS, "hunter2", "--" + JAAS, "hunter2"))) {
      assertThatThrownBy(() -> CommandLine.parse(args))
          .as(args.toString())
          .isInstanceOf(ParameterException.class)
          .hasMessageNotContaining("hunter2");
    }
    // prefix forgotten
    assertThatThrownBy(() -> of(Map.of("ssl.key.password", "hunter2")))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("ssl.key.password: no such parameter")
        .hasMessageNotContaining("hunter2");
  }

  private static Parameters of(Map<String, String> values) {
    return Parameters.of(KafkaParameters.ALL, List.of(values));
  }
}
