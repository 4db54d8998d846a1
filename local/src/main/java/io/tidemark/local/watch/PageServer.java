package io.tidemark.local.watch;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Serves the page and its messages, as server-sent events, to browsers on this machine and to
 * nobody else.
 */
final class PageServer implements AutoCloseable {

  private static final int MOST_READERS = 16;
  private static final int AT_ONCE = 0;
  private static final long LAST_WORDS_SECONDS = 2;

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** What there is to be had; a path that is not among these is never looked for. */
  private static final Set<String> FILES =
      Set.of(
          "index.html",
          "page.css",
          "main.js",
          "model.js",
          "plane.js",
          "panels.js",
          "words.js",
          "icon.svg");

  /** Other sites' pages see this machine by other names. */
  private static final Set<String> OUR_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  private final HttpServer server;
  private final ExecutorService threads;
  private final Broadcast broadcast;
  private final Semaphore readers = new Semaphore(MOST_READERS);

  private PageServer(HttpServer server, ExecutorService threads, Broadcast broadcast) {
    this.server = server;
    this.threads = threads;
    this.broadcast = broadcast;
  }

  /**
   * Starts it.
   *
   * @param port 0: any that is free
   * @throws IOException if the port is taken
   */
  static PageServer start(int port, Broadcast broadcast) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    ExecutorService threads =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "page");
              thread.setDaemon(true);
              return thread;
            });
    PageServer page = new PageServer(server, threads, broadcast);
    server.setExecutor(threads);
    server.createContext("/", page::serve);
    server.start();
    return page;
  }

  /** Where the page is. */
  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!isForUs(exchange)) {
        refuse(exchange, 403);
      } else if (!exchange.getRequestMethod().equals("GET")) {
        refuse(exchange, 405);
      } else if (path.equals("/messages")) {
        sendMessages(exchange);
      } else {
        sendFile(exchange, path.equals("/") ? "index.html" : path.substring(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isForUs(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    return host != null && OUR_NAMES.contains(host.replaceFirst(":\\d+$", ""));
  }

  private static void refuse(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
  }

  private static void sendFile(HttpExchange exchange, String name) throws IOException {
    if (!FILES.contains(name)) {
      refuse(exchange, 404);
      return;
    }
    byte[] content;
    try (InputStream file = PageServer.class.getResourceAsStream(name)) {
      content = file.readAllBytes();
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    // Nothing is ever asked of anybody else.
    headers.set("Content-Security-Policy", "default-src 'self'");
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content);
  }

  private void sendMessages(HttpExchange exchange) throws IOException, InterruptedException {
    if (!readers.tryAcquire()) {
      refuse(exchange, 503);
      return;
    }
    try {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      // Closed before the reader counts as gone: only then has all been sent that it is to hear.
      try (OutputStream body = exchange.getResponseBody()) {
        sendMessages(lastRead(exchange), body);
      }
    } finally {
      readers.release();
    }
  }

  private void sendMessages(long lastRead, OutputStream body)
      throws IOException, InterruptedException {
    long last = lastRead;
    List<Broadcast.Message> messages = broadcast.after(last);
    while (!messages.isEmpty()) {
      for (Broadcast.Message message : messages) {
        last = message.number();
        body.write(("id: " + last + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        body.write(message.text());
        body.write('\n');
        body.write('\n');
      }
      body.flush();
      messages = broadcast.after(last);
    }
    body.write("event: end\ndata: {}\n\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** A browser that lost the connection says how far it had come. */
  private static long lastRead(HttpExchange exchange) {
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    return last != null && last.matches("\\d{1,18}") ? Long.parseLong(last) : 0;
  }

  /** Lets browsers hear the end, if it was told. */
  @Override
  public void close() throws InterruptedException {
    readers.tryAcquire(MOST_READERS, LAST_WORDS_SECONDS, TimeUnit.SECONDS);
    server.stop(AT_ONCE);
    threads.shutdownNow();
  }
}
