package io.tidemark.watermarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;

/**
 * A feed whose events arrive in another order than they happened in: each takes some time on its
 * way.
 *
 * @param arrivals in the order of arrival
 */
record Disorder(List<Arrival> arrivals) {

  /**
   * An event.
   *
   * @param eventTime when it happened, milliseconds
   * @param arrivalTime when it came, milliseconds by the same clock
   */
  record Arrival(long eventTime, long arrivalTime) {}

  /** Ten events a millisecond apart on average, each of them with a delay that is drawn for it. */
  static Disorder of(int events, long seed, DelayAt delay) {
    Random random = new Random(seed);
    List<Arrival> arrivals = new ArrayList<>(events);
    long time = 1_767_225_600_000L;
    for (int i = 0; i < events; i++) {
      time += random.nextInt(21);
      arrivals.add(new Arrival(time, time + delay.draw((double) i / events, random)));
    }
    arrivals.sort(Comparator.comparingLong(Arrival::arrivalTime));
    return new Disorder(arrivals);
  }

  /** Draws the delay of an event, milliseconds. */
  interface DelayAt {

    /**
     * @param progress how much of the feed is done, from 0 to 1
     */
    long draw(double progress, Random random);
  }

  /** Most arrive within a few hundred milliseconds, some take many seconds. */
  static DelayAt heavyTail(double medianMs) {
    return (progress, random) -> (long) (medianMs * Math.exp(1.2 * random.nextGaussian()));
  }

  /** The median moves while the feed goes on. */
  static DelayAt drifting(DoubleAt medianMs) {
    return (progress, random) -> heavyTail(medianMs.at(progress)).draw(progress, random);
  }

  /** A number that depends on how much of the feed is done. */
  interface DoubleAt {
    double at(double progress);
  }

  /** What a watermark is worth on this feed. */
  record Outcome(double lateShare, double latencyMs) {}

  /**
   * Runs a watermark over the feed.
   *
   * @param watermark the watermark after an event, from its event time; never goes back
   */
  Outcome outcomeOf(LongUnaryOperator watermark) {
    long windowMs = 10_000;
    long before = Long.MIN_VALUE;
    long latest = Long.MIN_VALUE;
    long late = 0;
    long nextEnd = (arrivals.get(0).eventTime() / windowMs + 1) * windowMs;
    long perfectEnd = nextEnd;
    List<Long> passed = new ArrayList<>();
    List<Long> perfect = new ArrayList<>();
    for (Arrival arrival : arrivals) {
      late += arrival.eventTime() <= before ? 1 : 0;
      long after = watermark.applyAsLong(arrival.eventTime());
      if (after < before) {
        throw new AssertionError("the watermark moved back from " + before + " to " + after);
      }
      before = after;
      latest = Math.max(latest, arrival.eventTime());
      for (; nextEnd - 1 <= before; nextEnd += windowMs) {
        passed.add(arrival.arrivalTime());
      }
      for (; perfectEnd <= latest; perfectEnd += windowMs) {
        perfect.add(arrival.arrivalTime());
      }
    }
    double latency = 0;
    for (int i = 0; i < passed.size(); i++) {
      latency += passed.get(i) - perfect.get(i);
    }
    return new Outcome((double) late / arrivals.size(), latency / passed.size());
  }

  /** The best that a fixed bound could have done, had somebody known the feed beforehand. */
  Outcome bestFixedBound(double lateShare) {
    List<Long> behind = new ArrayList<>();
    long latest = Long.MIN_VALUE;
    for (Arrival arrival : arrivals) {
      behind.add(Math.max(0, latest - arrival.eventTime()));
      latest = Math.max(latest, arrival.eventTime());
    }
    behind.sort(null);
    long bound = behind.get((int) Math.ceil((1 - lateShare) * behind.size()) - 1);
    long[] newest = {Long.MIN_VALUE};
    return outcomeOf(
        time -> {
          newest[0] = Math.max(newest[0], time);
          return newest[0] - bound - 1;
        });
  }
}
