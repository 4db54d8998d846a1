package io.tidemark.local.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageServerTest {

  private final Broadcast broadcast = new Broadcast(1_000);

  private PageServer server;

  @BeforeEach
  void start() throws IOException {
    server = PageServer.start(0, broadcast);
  }

  @AfterEach
  void stop() throws InterruptedException {
    broadcast.end();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/page.css", "/main.js", "/model.js", "/plane.js", "/panels.js", "/words.js"})
  void pageIsServedAndMayAskNobodyElse(String path) throws IOException {
    assertThat(get(path, "localhost"))
        .startsWith("HTTP/1.1 200 OK")
        .containsIgnoringCase("Content-Security-Policy: default-src 'self'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/PageServer.class", "/../watch/page.css", "/no.js", "/page.css/"})
  void nothingElseIsServed(String path) throws IOException {
    assertThat(get(path, "localhost")).startsWith("HTTP/1.1 404");
  }

  @Test
  void whoCallsThisMachineByAnotherNameIsRefused() throws IOException {
    assertThat(get("/", "evil.example")).startsWith("HTTP/1.1 403");
    assertThat(get("/messages", "evil.example")).startsWith("HTTP/1.1 403");
  }

  @Test
  void messagesComeWithTheirNumbersAndThenTheEnd() throws IOException {
    send("{\"a\":1}");
    send("{\"a\":2}");
    broadcast.end();

    assertThat(get("/messages", "127.0.0.1"))
        .contains("text/event-stream")
        .containsSubsequence(
            "id: 1\ndata: {\"a\":1}\n\n", "id: 2\ndata: {\"a\":2}\n\n", "event: end\n");
  }

  @Test
  void whoComesBackGoesOnWhereTheConnectionBroke() throws IOException {
    send("{\"a\":1}");
    send("{\"a\":2}");
    broadcast.end();

    assertThat(get("/messages", "localhost", "Last-Event-ID: 1"))
        .doesNotContain("{\"a\":1}")
        .contains("{\"a\":2}");
  }

  @Test
  void portThatIsTakenIsRefused() {
    assertThatThrownBy(() -> PageServer.start(server.address().getPort(), broadcast))
        .isInstanceOf(BindException.class);
  }

  private void send(String message) {
    broadcast.send(message.getBytes(StandardCharsets.UTF_8));
  }

  /** What the server answers, as it is: Java's client would not say another's name. */
  private String get(String path, String host, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
      String request =
          String.format("GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n", path, host)
              + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n")
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
