package io.tidemark.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A headless Chromium with one tab, spoken to by its DevTools protocol. */
final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LISTENING = "DevTools listening on ";
  private static final long ANSWER_WITHIN_SECONDS = 30;

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private Browser(Process process, URI tab) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(tab, new Ear()).join();
  }

  /**
   * Starts it.
   *
   * @param profile a folder that is empty
   */
  static Browser start(Path chromium, Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    String port = null;
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> before = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(LISTENING)) {
        port = URI.create(line.substring(LISTENING.length())).getAuthority();
        break;
      }
      before.add(line);
    }
    if (port == null) {
      throw new IOException("Chromium did not start: " + before);
    }
    Thread drain = new Thread(() -> said.lines().forEach(line -> {}), "chromium");
    drain.setDaemon(true);
    drain.start();
    JsonNode tabs =
        JSON.readTree(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(URI.create("http://" + port + "/json")).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body());
    for (JsonNode tab : tabs) {
      if (tab.path("type").asText().equals("page")) {
        Browser browser =
            new Browser(process, URI.create(tab.path("webSocketDebuggerUrl").asText()));
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
          browser.ask(domain + ".enable", JSON.createObjectNode());
        }
        return browser;
      }
    }
    throw new IOException("Chromium has no tab: " + tabs);
  }

  /** Opens a page. */
  void open(URI page) {
    ask("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
  }

  /** How the page is seen: its size in pixels, whether it is a phone, and light or dark. */
  void seeAs(int width, int height, boolean phone, boolean dark) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        JSON.createObjectNode()
            .put("width", width)
            .put("height", height)
            .put("deviceScaleFactor", phone ? 2 : 1)
            .put("mobile", phone));
    ObjectNode media = JSON.createObjectNode();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", dark ? "dark" : "light");
    ask("Emulation.setEmulatedMedia", media);
  }

  /** The value of an expression of JavaScript, which may be a promise. */
  JsonNode evaluate(String expression) {
    JsonNode answer =
        ask(
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", expression)
                .put("awaitPromise", true)
                .put("returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.path("exceptionDetails").toString());
    }
    return answer.path("result").path("value");
  }

  /** The text of all elements that a selector finds, as a person sees it. */
  String text(String selector) {
    return evaluate(
            "[...document.querySelectorAll('" + selector + "')].map(e => e.innerText).join('\\n')")
        .asText();
  }

  /** Presses a key in what has the focus. */
  void press(String key) {
    for (String type : List.of("keyDown", "keyUp")) {
      ObjectNode event = JSON.createObjectNode().put("type", type).put("key", key);
      if (key.length() == 1) {
        event.put("text", key);
      }
      ask("Input.dispatchKeyEvent", event);
    }
  }

  /** Keeps the whole page as a picture. */
  void screenshot(Path file) throws IOException {
    JsonNode answer =
        ask("Page.captureScreenshot", JSON.createObjectNode().put("captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(answer.path("data").asText()));
  }

  /** What was written to the console as a warning or an error, or thrown. */
  List<String> complaints() {
    return complaints;
  }

  /** The addresses that were asked for. */
  List<String> requests() {
    return requests;
  }

  JsonNode ask(String method, ObjectNode params) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode question = JSON.createObjectNode().put("id", id).put("method", method);
    question.set("params", params);
    socket.sendText(question.toString(), true).join();
    JsonNode answered = answer.orTimeout(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS).join();
    if (answered.has("error")) {
      throw new IllegalStateException(method + ": " + answered.path("error"));
    }
    return answered.path("result");
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    process.destroy();
    if (!process.waitFor(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  /** Hears what the browser says. */
  private final class Ear implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        hear(text.toString());
        text.setLength(0);
      }
      webSocket.request(1);
      return null;
    }

    private void hear(String message) {
      JsonNode said;
      try {
        said = JSON.readTree(message);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      if (said.has("id")) {
        answers.remove(said.path("id").asInt()).complete(said);
        return;
      }
      JsonNode params = said.path("params");
      switch (said.path("method").asText()) {
        case "Runtime.exceptionThrown" -> complaints.add(params.toString());
        case "Runtime.consoleAPICalled" -> {
          if (List.of("error", "warning", "assert").contains(params.path("type").asText())) {
            complaints.add(params.toString());
          }
        }
        case "Log.entryAdded" -> {
          if (List.of("error", "warning").contains(params.path("entry").path("level").asText())) {
            complaints.add(params.toString());
          }
        }
        case "Network.requestWillBeSent" ->
            requests.add(params.path("request").path("url").asText());
        default -> {
          // Nothing that matters here.
        }
      }
    }
  }
}
