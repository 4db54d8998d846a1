package io.tidemark.local.simulate;

import static io.tidemark.local.simulate.Traffic.START_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacerTest {

  private final ScriptedClock clock = new ScriptedClock();
  private final Receiver receiver = new Receiver();

  @AfterEach
  void theInterruptDoesNotReachTheNextTest() {
    Thread.interrupted();
  }

  @Test
  void recordsLeaveWhenTheyArriveInRealTime() throws IOException {
    pacer(1).run(recordsAfterMs(0, 250, 250, 1_000), receiver);

    assertThat(receiver.sentAtMs).containsExactly(0L, 250L, 250L, 1_000L);
  }

  @Test
  void recordsLeaveTenTimesAsFastAtSpeedTen() throws IOException {
    pacer(10).run(recordsAfterMs(0, 250, 1_000), receiver);

    assertThat(receiver.sentAtMs).containsExactly(0L, 25L, 100L);
  }

  @Test
  void recordsLeaveAtOnceAtSpeedZero() throws IOException {
    pacer(0).run(recordsAfterMs(0, 250, 1_000_000), receiver);

    assertThat(receiver.sentAtMs).containsExactly(0L, 0L, 0L);
  }

  @Test
  void aSlowTargetIsCaughtUpWithWithoutWaiting() throws IOException {
    receiver.takesMs = 300;

    pacer(1).run(recordsAfterMs(0, 100, 200, 2_000), receiver);

    assertThat(receiver.sentAtMs).containsExactly(0L, 300L, 600L, 2_000L);
  }

  @Test
  void whatWasSentIsCountedAndFlushed() throws IOException {
    Pacer pacer = pacer(1);

    Counts counts = pacer.run(recordsAfterMs(0, 1, 2), receiver);

    assertThat(counts.records()).isEqualTo(3);
    assertThat(pacer.sent()).isEqualTo(counts);
    assertThat(receiver.flushes).isEqualTo(1);
  }

  @Test
  void stoppedWhileItSendsItSendsNoMore() throws IOException {
    Pacer pacer = pacer(0);
    receiver.afterRecords(2, pacer::stop);

    assertThat(pacer.run(recordsAfterMs(0, 1, 2, 3), receiver).records()).isEqualTo(2);
    assertThat(receiver.flushes).isEqualTo(1);
  }

  @Test
  void stoppedWhileItSleepsItWakesUpSoonAndSendsNoMore() throws IOException {
    Pacer pacer = pacer(1);
    clock.afterMs(1_000, pacer::stop);

    assertThat(pacer.run(recordsAfterMs(0, 3_600_000), receiver).records()).isEqualTo(1);
    assertThat(clock.nowMs()).isLessThan(1_200);
  }

  @Test
  void interruptedWhileItSleepsItFlushesAndStaysInterrupted() throws IOException {
    clock.afterMs(1_000, Thread.currentThread()::interrupt);

    assertThat(pacer(1).run(recordsAfterMs(0, 3_600_000), receiver).records()).isEqualTo(1);
    assertThat(receiver.flushes).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interruptedAtFullSpeedItFlushesAndStaysInterrupted() throws IOException {
    receiver.afterRecords(2, Thread.currentThread()::interrupt);

    assertThat(pacer(0).run(recordsAfterMs(0, 1, 2, 3), receiver).records()).isEqualTo(2);
    assertThat(receiver.flushes).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void interruptedInsideTheTargetItDoesNotCountThatRecord() throws IOException {
    receiver.failureAtRecord(2, new InterruptedIOException());

    assertThat(pacer(0).run(recordsAfterMs(0, 1, 2, 3), receiver).records()).isEqualTo(1);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aFailureOfTheTargetEndsTheRun() {
    receiver.failureAtRecord(2, new IOException("the disk is full"));

    assertThatThrownBy(() -> pacer(0).run(recordsAfterMs(0, 1, 2, 3), receiver))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");
  }

  private Pacer pacer(double speed) {
    return new Pacer(START_MS, speed, clock);
  }

  private static Iterator<SimulatedRecord> recordsAfterMs(long... afterStartMs) {
    return LongStream.of(afterStartMs).mapToObj(Traffic::record).iterator();
  }

  /** Time that passes only while somebody sleeps or the receiver works. */
  private static final class ScriptedClock implements PaceClock {
    private long nowMs;
    private long alarmMs = Long.MAX_VALUE;
    private Runnable alarm = () -> {};

    void afterMs(long ms, Runnable action) {
      alarmMs = ms;
      alarm = action;
    }

    @Override
    public long nowMs() {
      return nowMs;
    }

    @Override
    public void sleepMs(long durationMs) throws InterruptedException {
      nowMs += durationMs;
      if (nowMs >= alarmMs) {
        alarm.run();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  /** Notes when each record came. */
  private final class Receiver implements RecordTarget {
    private final List<Long> sentAtMs = new ArrayList<>();
    private long takesMs;
    private int flushes;
    private int actionAtRecord;
    private Runnable action = () -> {};
    private int failureAtRecord;
    private IOException failure = new IOException();

    void afterRecords(int records, Runnable action) {
      actionAtRecord = records;
      this.action = action;
    }

    void failureAtRecord(int record, IOException failure) {
      failureAtRecord = record;
      this.failure = failure;
    }

    @Override
    public void send(int partition, byte[] key, byte[] value) throws IOException {
      if (sentAtMs.size() + 1 == failureAtRecord) {
        throw failure;
      }
      sentAtMs.add(clock.nowMs);
      clock.nowMs += takesMs;
      if (sentAtMs.size() == actionAtRecord) {
        action.run();
      }
    }

    @Override
    public void flush() {
      flushes++;
    }

    @Override
    public void close() {}
  }
}
