package io.tidemark.local.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class BroadcastTest {

  private final Broadcast broadcast = new Broadcast(10);

  @Test
  void lateReaderGetsWhatIsKeptAndThenWhatComes() throws Exception {
    send("one");
    send("two");

    assertThat(after(0)).containsExactly("one", "two");
    CompletableFuture<List<String>> next = CompletableFuture.supplyAsync(() -> after(2));
    send("three");
    assertThat(next.join()).containsExactly("three");
  }

  @Test
  void noMoreIsKeptThanAllowed() {
    for (int i = 0; i < 1_000; i++) {
      send("msg" + i % 10);
    }

    assertThat(after(0)).containsExactly("msg8", "msg9");
  }

  @Test
  void messageLargerThanAllIsKeptAlone() {
    send("small");
    send("larger than ten bytes");

    assertThat(after(0)).containsExactly("larger than ten bytes");
  }

  @Test
  void atTheEndNobodyWaits() {
    send("last");
    broadcast.end();

    assertThat(after(0)).containsExactly("last");
    assertThat(after(1)).isEmpty();
  }

  private void send(String text) {
    broadcast.send(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> after(long number) {
    try {
      return broadcast.after(number).stream()
          .map(message -> new String(message.text(), StandardCharsets.UTF_8))
          .toList();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
