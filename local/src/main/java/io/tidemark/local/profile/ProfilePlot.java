package io.tidemark.local.profile;

import io.tidemark.jobs.kit.params.NearestName;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.OutputFile;
import io.tidemark.local.plot.Canvas;
import io.tidemark.local.plot.Canvas.Anchor;
import io.tidemark.local.plot.ImageCanvas;
import io.tidemark.local.plot.SvgCanvas;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Draws a profile: event time against arrival with the watermark that is recommended, and the curve
 * of bounds.
 */
final class ProfilePlot {

  private static final List<String> FORMATS = List.of("png", "svg");

  private static final int WIDTH = 900;
  private static final int HEIGHT = 880;
  private static final double LEFT = 95;
  private static final double CHART_WIDTH = 775;
  private static final double CHART_HEIGHT = 340;

  private static final String PAPER = "#ffffff";
  private static final String EVENT = "#4c9f9a";
  private static final String LATE = "#d1495b";
  private static final String WATERMARK = "#1d3557";
  private static final String WINDOWS = "#e09f3e";
  private static final String INCOMPLETE = "#9a6fb0";

  /** The least share that the curve shows. */
  private static final double LEAST_SHARE = 1e-5;

  private static final int TICKS = 6;
  private static final long[] LENGTH_TICKS_MS = {
    1, 10, 100, 1_000, 10_000, 60_000, 600_000, 3_600_000, 21_600_000, 86_400_000, 864_000_000
  };

  private final Profile profile;
  private final Recommendation recommendation;
  private final Canvas canvas;

  private ProfilePlot(Profile profile, Recommendation recommendation, Canvas canvas) {
    this.profile = profile;
    this.recommendation = recommendation;
    this.canvas = canvas;
  }

  /**
   * Finds a file that cannot be drawn.
   *
   * @throws ParameterException if its name does not end with a format that there is
   */
  static void requireKnownFormat(Path file) {
    String ending = ProfilePlan.ending(file);
    if (!FORMATS.contains(ending)) {
      throw new ParameterException(
          String.format(
              "%s: %s is neither .png nor .svg; did you mean .%s?",
              ProfilePlan.PLOT.key(), file, NearestName.to(ending, FORMATS).orElseThrow()));
    }
  }

  /** Draws into a file, in the format of its name's end. */
  static void write(Profile profile, Recommendation recommendation, Path file)
      throws FailureException {
    if (ProfilePlan.ending(file).equals("svg")) {
      OutputFile.write(file, svg(profile, recommendation));
      return;
    }
    // Nothing is shown; without this Java looks for a screen.
    System.setProperty("java.awt.headless", "true");
    try {
      ImageCanvas image = new ImageCanvas(WIDTH, HEIGHT);
      new ProfilePlot(profile, recommendation, image).draw();
      OutputFile.write(file, image.png());
    } catch (IOException | RuntimeException | LinkageError e) {
      throw new FailureException(
          String.format(
              "cannot draw %s: %s; an .svg needs neither fonts nor graphics libraries",
              file, FailureException.inOneLine(e)),
          e);
    }
  }

  static String svg(Profile profile, Recommendation recommendation) {
    SvgCanvas canvas = new SvgCanvas(WIDTH, HEIGHT);
    new ProfilePlot(profile, recommendation, canvas).draw();
    return canvas.document();
  }

  private void draw() {
    canvas.area(0, 0, WIDTH, HEIGHT, PAPER);
    drawEvents(new Panel(canvas, LEFT, 50, CHART_WIDTH, CHART_HEIGHT));
    drawCurve(new Panel(canvas, LEFT, 490, CHART_WIDTH, CHART_HEIGHT));
  }

  private void drawEvents(Panel panel) {
    boolean hasClock = profile.arrival() != null;
    Profile.Span x = hasClock ? profile.arrival() : new Profile.Span(1, profile.counts().records());
    Profile.Span y = profile.eventTime();
    panel.axes(value -> share(value, x), value -> share(value, y));
    panel.title("Event time against arrival");
    panel.legend(1, "event", EVENT);
    panel.legend(2, "late event", LATE);
    panel.legend(3, "watermark", WATERMARK);
    for (int tick = 0; tick <= TICKS; tick++) {
      long xValue = x.fromMs() + (x.toMs() - x.fromMs()) * tick / TICKS;
      long yValue = y.fromMs() + (y.toMs() - y.fromMs()) * tick / TICKS;
      panel.xTick(
          (double) xValue, hasClock ? time(xValue, x) : String.format(Locale.ROOT, "%,d", xValue));
      panel.yTick((double) yValue, time(yValue, y));
    }
    panel.xName(hasClock ? "arrival, UTC" : "records");
    panel.frame();
    for (Reservoir.Point point : profile.picture().events()) {
      if (point.delayMs() == 0) {
        panel.dot((double) point.arrival(), (double) point.timeMs(), EVENT);
      }
    }
    for (Reservoir.Point point : profile.picture().delayed()) {
      boolean late = point.delayMs() > recommendation.boundMs();
      panel.dot((double) point.arrival(), (double) point.timeMs(), late ? LATE : EVENT);
    }
    drawWatermark(panel);
  }

  /** As steps: a watermark stays where it is until a newer event comes. */
  private void drawWatermark(Panel panel) {
    long[] arrivals = profile.picture().newest().xs();
    long[] newest = profile.picture().newest().ys();
    double[] xs = new double[2 * arrivals.length];
    double[] ys = new double[2 * arrivals.length];
    for (int i = 0; i < arrivals.length; i++) {
      double watermark = newest[i] - recommendation.boundMs() - 1.0;
      xs[2 * i] = arrivals[i];
      ys[2 * i] = i == 0 ? watermark : ys[2 * i - 1];
      xs[2 * i + 1] = arrivals[i];
      ys[2 * i + 1] = watermark;
    }
    panel.line(xs, ys, WATERMARK, 1.5);
  }

  private static double share(double value, Profile.Span span) {
    return span.toMs() == span.fromMs()
        ? 0.5
        : (value - span.fromMs()) / (span.toMs() - span.fromMs());
  }

  private static String time(long timeMs, Profile.Span span) {
    long lengthMs = span.toMs() - span.fromMs();
    String pattern =
        lengthMs > 3 * 86_400_000L
            ? "yyyy-MM-dd"
            : lengthMs > 86_400_000L
                ? "MM-dd HH:mm"
                : lengthMs > 60_000 ? "HH:mm:ss" : "HH:mm:ss.SSS";
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withZone(ZoneOffset.UTC)
        .format(Instant.ofEpochMilli(timeMs));
  }

  private void drawCurve(Panel panel) {
    List<Curve.Point> points = profile.curve().points();
    long widestMs = Math.max(10, points.get(points.size() - 1).boundMs());
    panel.axes(
        bound -> Math.log10(1 + bound) / Math.log10(1.0 + widestMs),
        share -> 1 - Math.log10(Math.max(share, LEAST_SHARE)) / Math.log10(LEAST_SHARE));
    panel.title("What a bound does");
    panel.legend(0, "events late", LATE);
    panel.legend(1, "late for their window", EVENT);
    panel.legend(2, "windows touched", WINDOWS);
    panel.legend(3, "windows incomplete", INCOMPLETE);
    panel.xTick(0, "0");
    for (long tickMs : LENGTH_TICKS_MS) {
      if (tickMs <= widestMs) {
        panel.xTick((double) tickMs, Spans.text(tickMs));
      }
    }
    for (double share = 1; share >= LEAST_SHARE * 0.99; share /= 10) {
      panel.yTick(share, share <= LEAST_SHARE * 1.01 ? "≤ 0.001 %" : Spans.percent(share));
    }
    panel.xName("bound; windows of " + Spans.exact(profile.windows().sizeMs()));
    panel.frame();
    drawLine(panel, points, Curve.Point::windowsIncompleteShare, INCOMPLETE);
    drawLine(panel, points, Curve.Point::windowsTouchedShare, WINDOWS);
    drawLine(panel, points, Curve.Point::lateForWindowShare, EVENT);
    drawLine(panel, points, Curve.Point::lateShare, LATE);
    double bound = (double) recommendation.boundMs();
    panel.line(new double[] {bound, bound}, new double[] {LEAST_SHARE, 1}, WATERMARK, 1.5);
    panel.label(
        bound,
        1,
        String.format(
            "%s: %s on time, results +%s",
            Spans.text(recommendation.boundMs()),
            Spans.percent(1 - profile.curve().at(recommendation.boundMs()).lateShare()),
            Spans.text(Math.round(profile.curve().at(recommendation.boundMs()).addedLatencyMs()))),
        bound > Math.sqrt((double) widestMs) ? Anchor.END : Anchor.START,
        WATERMARK);
  }

  private static void drawLine(
      Panel panel, List<Curve.Point> points, ToDoubleFunction<Curve.Point> share, String color) {
    panel.line(
        points.stream().mapToDouble(Curve.Point::boundMs).toArray(),
        points.stream().mapToDouble(share).toArray(),
        color,
        2);
  }
}
