package io.tidemark.local.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Messages for any number of readers, each at its own pace. The last ones are kept, so that who
 * comes later sees what led to now; who is too slow misses some. However long it runs, it holds no
 * more than it was allowed.
 */
final class Broadcast {

  /** A message and its number; numbers go up by one. */
  record Message(long number, @SuppressWarnings("ArrayRecordComponent") byte[] text) {}

  private final long mostBytes;
  private final Deque<Message> kept = new ArrayDeque<>();

  private long keptBytes;
  private long lastNumber;
  private boolean ended;

  Broadcast(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Sends a message to all readers. */
  synchronized void send(byte[] text) {
    kept.addLast(new Message(++lastNumber, text));
    keptBytes += text.length;
    while (keptBytes > mostBytes && kept.size() > 1) {
      keptBytes -= kept.removeFirst().text().length;
    }
    notifyAll();
  }

  /** Nothing follows. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  /**
   * What is kept of the messages after one, waiting for them if there is none yet.
   *
   * @param number of the last message that was read; 0: none was
   * @return empty if nothing follows
   */
  synchronized List<Message> after(long number) throws InterruptedException {
    while (lastNumber <= number && !ended) {
      wait();
    }
    List<Message> messages = new ArrayList<>();
    for (Message message : kept) {
      if (message.number() > number) {
        messages.add(message);
      }
    }
    return messages;
  }
}
