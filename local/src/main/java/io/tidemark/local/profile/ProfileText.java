package io.tidemark.local.profile;

import io.tidemark.jobs.kit.params.WatermarkParameters.Strategy;
import io.tidemark.local.profile.Profile.ArrivalClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a profile for a terminal of 100 columns. */
final class ProfileText {

  private static final int MOST_ROWS = 10;
  private static final int NAME = 18;
  private static final String DISORDER_ROW = "  %-18s %13s %10s %9s %9s %9s %9s %9s";
  private static final String GAPS_ROW = "  %-18s %9s %9s %9s   %9s %9s %9s %11s";
  private static final String CURVE_ROW = "%1s %-11s %10s %17s %17s %19s %14s";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Profile profile;
  private final Recommendation recommendation;
  private final StringBuilder text = new StringBuilder();

  private ProfileText(Profile profile, Recommendation recommendation) {
    this.profile = profile;
    this.recommendation = recommendation;
  }

  static String of(Profile profile, Recommendation recommendation) {
    ProfileText text = new ProfileText(profile, recommendation);
    text.overview();
    text.disorder();
    text.gaps();
    text.devices();
    text.curve();
    text.recommendation();
    return text.text.toString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private void row(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing())
        .append(System.lineSeparator());
  }

  private void overview() {
    Profile.Counts counts = profile.counts();
    line("%s", profile.source());
    line("");
    line("  %-11s %,d", "records", counts.records());
    count("events", counts.events(), "");
    count("malformed", counts.malformed(), counts.firstMalformed());
    count(
        "future",
        counts.future(),
        String.format(
            "more than %s ahead; half of them more than %s, at most %s",
            Spans.text(profile.futureMs()),
            Spans.text(profile.futureAhead().quantile(0.5)),
            Spans.text(profile.futureAhead().max())));
    span("event time", profile.eventTime(), "UTC");
    String clock =
        switch (profile.arrivalClock()) {
          case BROKER -> "by the broker's clock";
          case RECEIVED -> "by the events' received time";
          case PRODUCER -> "by the Kafka producer's clock";
          case NONE -> "";
        };
    if (profile.arrival() == null) {
      line("  %-11s by no clock: the newest event's time stands in for it", "arrival");
    } else {
      span("arrival", profile.arrival(), clock);
    }
  }

  private void count(String what, long count, String more) {
    if (count == 0) {
      line("  %-11s none", what);
      return;
    }
    String line =
        String.format(
            Locale.ROOT,
            "  %-11s %,d (%s)%s",
            what,
            count,
            Spans.percent((double) count / profile.counts().records()),
            more == null || more.isEmpty() ? "" : ": " + more);
    line("%s", shortened(line, 100));
  }

  private void span(String what, Profile.Span span, String clock) {
    line(
        "  %-11s %s … %s %s (%s)",
        what,
        TIME.format(Instant.ofEpochMilli(span.fromMs())),
        TIME.format(Instant.ofEpochMilli(span.toMs())),
        clock,
        Spans.text(span.toMs() - span.fromMs()));
  }

  private static String shortened(String name, int longest) {
    return name.length() <= longest ? name : name.substring(0, longest - 1) + "…";
  }

  private void disorder() {
    line("");
    line("Out of order: how far an event is behind the newest one of its partition");
    row(DISORDER_ROW, "", "events", "in order", "p50", "p90", "p99", "p99.9", "max");
    disorderRow("all", profile.outOfOrderness());
    if (profile.partitions().size() > 1) {
      List<PartitionProfile> worst =
          profile.partitions().stream()
              .sorted(
                  Comparator.comparingLong(
                      partition -> -partition.outOfOrderness().quantile(0.999)))
              .limit(MOST_ROWS)
              .toList();
      profile.partitions().stream()
          .filter(worst::contains)
          .forEach(partition -> disorderRow(partition.name(), partition.outOfOrderness()));
      more(profile.partitions().size(), "partitions");
    }
    profile.types().stream()
        .limit(MOST_ROWS)
        .forEach(
            type ->
                disorderRow(
                    type.name() == null ? "(no type)" : type.name(), type.outOfOrderness()));
    more(profile.types().size(), "types");
    if (profile.otherTypes().count() > 0) {
      disorderRow("(other types)", profile.otherTypes());
    }
  }

  private void more(int size, String what) {
    if (size > MOST_ROWS) {
      line("  … and %d more %s, which --json has", size - MOST_ROWS, what);
    }
  }

  private void disorderRow(String name, LengthHistogram histogram) {
    row(
        DISORDER_ROW,
        shortened(name, NAME),
        String.format(Locale.ROOT, "%,d", histogram.count()),
        histogram.count() == 0 ? "" : Spans.percent(1 - histogram.shareAbove(0)),
        Spans.text(histogram.quantile(0.5)),
        Spans.text(histogram.quantile(0.9)),
        Spans.text(histogram.quantile(0.99)),
        Spans.text(histogram.quantile(0.999)),
        Spans.text(histogram.max()));
  }

  private void gaps() {
    line("");
    line("Silences: how long nothing came");
    row(GAPS_ROW, "", "in event", "time", "", "", "in arrival", "time", "at the end");
    row(GAPS_ROW, "", "p50", "p99.9", "max", "p50", "p99.9", "max", "");
    List<PartitionProfile> worst =
        profile.partitions().stream()
            .sorted(Comparator.comparingLong(partition -> -longestGap(partition)))
            .limit(MOST_ROWS)
            .toList();
    for (PartitionProfile partition : profile.partitions()) {
      if (worst.contains(partition)) {
        gapsRow(partition);
      }
    }
    more(profile.partitions().size(), "partitions");
  }

  private long longestGap(PartitionProfile partition) {
    return profile.arrival() == null
        ? partition.eventTimeGaps().max()
        : Math.max(partition.arrivalGaps().max(), partition.silence(profile.arrival()));
  }

  private void gapsRow(PartitionProfile partition) {
    LengthHistogram inEventTime = partition.eventTimeGaps();
    LengthHistogram inArrival = partition.arrivalGaps();
    boolean hasClock = profile.arrival() != null;
    row(
        GAPS_ROW,
        shortened(partition.name(), NAME),
        Spans.text(inEventTime.quantile(0.5)),
        Spans.text(inEventTime.quantile(0.999)),
        Spans.text(inEventTime.max()),
        hasClock ? Spans.text(inArrival.quantile(0.5)) : "-",
        hasClock ? Spans.text(inArrival.quantile(0.999)) : "-",
        hasClock ? Spans.text(inArrival.max()) : "-",
        hasClock ? Spans.text(partition.silence(profile.arrival())) : "-");
  }

  private void devices() {
    Profile.Devices devices = profile.devices();
    if (devices == null) {
      return;
    }
    line("");
    line(
        "Clocks of %,d devices%s: received - sent, the least of a device's last eight",
        devices.skewsMs().length, devices.oneIn() == 1 ? "" : " (one in " + devices.oneIn() + ")");
    line(
        "  min %s   p1 %s   p10 %s   p50 %s   p90 %s   p99 %s   max %s",
        Spans.text(devices.quantile(0)),
        Spans.text(devices.quantile(0.01)),
        Spans.text(devices.quantile(0.1)),
        Spans.text(devices.quantile(0.5)),
        Spans.text(devices.quantile(0.9)),
        Spans.text(devices.quantile(0.99)),
        Spans.text(devices.quantile(1)));
    line(
        "  put right by that, the bound for %s on time goes from %s to %s, and %s of the events"
            + " change",
        Spans.percent(recommendation.target()),
        Spans.text(devices.asSaid().quantile(recommendation.target())),
        Spans.text(devices.putRight().quantile(recommendation.target())),
        Spans.percent(devices.inOtherWindows()));
    line("  their window of %s", Spans.exact(profile.windows().sizeMs()));
  }

  private void curve() {
    line("");
    line(
        "Bounds, and windows of %s (%,d windows%s)",
        Spans.exact(profile.windows().sizeMs()),
        profile.windows().looked(),
        profile.windows().oneIn() == 1 ? "" : ", one in " + profile.windows().oneIn() + " of all");
    row(
        CURVE_ROW,
        "",
        "bound",
        "late",
        "late for window",
        "windows touched",
        "windows incomplete",
        "latency");
    boolean recommended = false;
    for (Curve.Point point : profile.curve().points()) {
      if (!recommended && point.boundMs() >= recommendation.boundMs()) {
        recommended = true;
        curveRow("»", profile.curve().at(recommendation.boundMs()));
        if (point.boundMs() == recommendation.boundMs()) {
          continue;
        }
      }
      curveRow("", point);
    }
  }

  private void curveRow(String mark, Curve.Point point) {
    row(
        CURVE_ROW,
        mark,
        Spans.text(point.boundMs()),
        Spans.percent(point.lateShare()),
        Spans.percent(point.lateForWindowShare()),
        Spans.percent(point.windowsTouchedShare()),
        Spans.percent(point.windowsIncompleteShare()),
        "+" + Spans.text(Math.round(point.addedLatencyMs())));
  }

  private void recommendation() {
    line("");
    line("For %s on time:", Spans.percent(recommendation.target()));
    line("");
    for (Map.Entry<String, String> parameter : recommendation.parameters().entrySet()) {
      line("%s: %s", parameter.getKey(), parameter.getValue());
    }
    line("");
    if (recommendation.strategy() == Strategy.ADAPTIVE) {
      line(
          "  adaptive, since the bound that it takes goes from %s to %s between parts of the feed",
          Spans.text(recommendation.narrowestMs()), Spans.text(recommendation.widestMs()));
    }
    line(
        "  %s come with the allowed lateness at least; it would take %s to lose none of these",
        Spans.percent(recommendation.kept()), Spans.exact(recommendation.latenessOfAllMs()));
    if (profile.partitions().size() == 1) {
      line("  with one partition an idle one holds nobody back, whatever the timeout");
    }
    if (profile.arrivalClock() == ArrivalClock.PRODUCER) {
      line("  partitions were read in the order of the producers' clocks");
    }
  }
}
