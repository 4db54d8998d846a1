package io.tidemark.local.chaos;

import io.tidemark.local.cli.FailureException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Sends traffic, lets something happen, and waits until all that was sent has come out. */
final class Round {

  private static final int POISON = 2_000;
  private static final int BURST_SECONDS = 5;
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);
  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(60);

  private final Patient patient;
  private final Sender sender;
  private final Oracle oracle;
  private final Committed committed;

  Round(Patient patient, Sender sender, Oracle oracle, Committed committed) {
    this.patient = patient;
    this.sender = sender;
    this.oracle = oracle;
    this.committed = committed;
  }

  /**
   * How a round went.
   *
   * @param draw what was drawn
   * @param recoveredAfter from the fault to the first checkpoint that was begun with the fault
   *     gone; null if there was none
   * @param took the whole round
   * @param sent records sent in it
   * @param verdict what came out, of this round and all before
   * @param revived processes that ended by themselves and were started again
   * @param failure why it did not recover; null if it did
   */
  record Outcome(
      Draw draw,
      Duration recoveredAfter,
      Duration took,
      long sent,
      Verdict verdict,
      List<String> revived,
      String failure) {

    boolean isGood() {
      return failure == null && verdict.isGood();
    }
  }

  /** A round in which nothing happens: the job comes up, and there are windows to be late for. */
  Verdict warmUp() throws Exception {
    sender.begin();
    patient.awaitRecovery(0);
    TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
    return settled(sender.end());
  }

  /** A round in which happens what was drawn. */
  Outcome run(Draw draw) throws Exception {
    long begin = System.nanoTime();
    long sentBefore = oracle.sent();
    sender.begin();
    TimeUnit.MILLISECONDS.sleep(draw.moment().toMillis());
    long fault = System.nanoTime();
    long faultMs = System.currentTimeMillis();
    Duration recovered = null;
    String failure = null;
    try {
      patient.injure(draw);
      switch (draw.fault()) {
        case POISON_STORM -> sender.sendPoison(POISON);
        case BURST -> sender.sendBurst(BURST_SECONDS);
        default -> {
          // It does not come with the traffic.
        }
      }
      // The first that the job reads of it when it comes back, or nearly so.
      sender.sendLate();
      TimeUnit.MILLISECONDS.sleep(draw.down().toMillis());
      patient.treat(draw);
      // A job recovers from the loss of a TaskManager on those that are left.
      boolean waitsForTreatment = draw.fault() != Fault.TASKMANAGER_KILL;
      patient.awaitRecovery(waitsForTreatment ? System.currentTimeMillis() : faultMs);
      recovered = since(fault);
      TimeUnit.MILLISECONDS.sleep(AFTERWARDS.toMillis());
    } catch (FailureException e) {
      failure = e.getMessage();
    }
    Verdict verdict = settled(sender.end());
    return new Outcome(
        draw,
        recovered,
        since(begin),
        oracle.sent() - sentBefore,
        verdict,
        patient.revived(),
        failure);
  }

  /** Waits until the ledger has all that was sent, or for a minute, and judges. */
  private Verdict settled(long watermarkMs) throws IOException {
    long deadline = System.nanoTime() + SETTLES_WITHIN.toNanos();
    while (!committed.hasSettledAt(oracle.sent()) && System.nanoTime() - deadline < 0) {
      committed.poll();
    }
    committed.readToTheEnd();
    return Verdict.of(oracle, committed, watermarkMs);
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
