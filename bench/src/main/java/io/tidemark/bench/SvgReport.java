package io.tidemark.bench;

import io.tidemark.bench.measure.Latency;
import io.tidemark.bench.workload.Workload;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.OutputFile;
import io.tidemark.local.plot.Canvas;
import io.tidemark.local.plot.Canvas.Anchor;
import io.tidemark.local.plot.SvgCanvas;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * A picture of all engines: bars as long as the logarithm of the events per second of processor
 * time, since the fastest does ten thousand times what the slowest does; and where events came at a
 * rate, how long results took, from the median to all but one in a thousand.
 */
final class SvgReport {

  private static final int WIDTH = 900;
  private static final int AXIS = 60;
  private static final int LEFT = 150;
  private static final int BARS_WIDTH = 600;
  private static final int BAR = 14;
  private static final int LINE = 20;
  private static final int TITLE = 30;

  private static final String PAPER = "#ffffff";
  private static final String INK = "#222222";
  private static final String GRID = "#dddddd";
  private static final String OURS = "#1d3557";
  private static final String PEER = "#4c9f9a";
  private static final String LIMIT = "#bbbbbb";

  private static final Scale SPEED =
      new Scale("Events per second of processor time", 1e4, 1e9, SvgReport::shortly);
  private static final Scale LATENCY =
      new Scale(
          "Milliseconds that results took: median, 99 %, 99.9 %", 0.1, 1e4, SvgReport::plainly);

  private SvgReport() {}

  /** A logarithmic axis. */
  private record Scale(String title, double least, double most, DoubleFunction<String> text) {

    double x(double value) {
      double inRange = Math.max(least, Math.min(most, value));
      return LEFT + BARS_WIDTH * Math.log10(inRange / least) / Math.log10(most / least);
    }
  }

  static void write(BenchOptions options, Map<Workload, List<Standing>> standings)
      throws FailureException {
    OutputFile.write(options.plot(), document(standings));
  }

  static String document(Map<Workload, List<Standing>> standings) {
    Map<Workload, List<Standing>> speeds = new LinkedHashMap<>(standings);
    speeds.keySet().removeIf(Workload::isPaced);
    Map<Workload, List<Standing>> latencies = new LinkedHashMap<>(standings);
    latencies.keySet().removeAll(speeds.keySet());
    double split = height(speeds);
    double height = split + height(latencies);
    SvgCanvas canvas = new SvgCanvas(WIDTH, (int) height);
    canvas.area(0, 0, WIDTH, height, PAPER);
    section(canvas, 0, SPEED, speeds, SvgReport::speed);
    section(canvas, split, LATENCY, latencies, SvgReport::latency);
    return canvas.document();
  }

  private static double height(Map<Workload, List<Standing>> standings) {
    int lines = standings.values().stream().mapToInt(List::size).sum();
    return lines == 0 ? 0 : AXIS + standings.size() * TITLE + lines * LINE + LINE;
  }

  /** Draws what a standing has to show at a height. */
  @FunctionalInterface
  private interface Drawing {
    void draw(Canvas canvas, double y, Standing standing);
  }

  private static void section(
      Canvas canvas,
      double top,
      Scale scale,
      Map<Workload, List<Standing>> standings,
      Drawing drawing) {
    if (standings.isEmpty()) {
      return;
    }
    double bottom = top + height(standings) - LINE;
    canvas.text(LEFT, top + 20, scale.title(), Anchor.START, 15, INK);
    for (double value = scale.least(); value <= scale.most() * 1.01; value *= 10) {
      canvas.line(scale.x(value), top + AXIS - 10, scale.x(value), bottom, GRID, 1);
      canvas.text(
          scale.x(value), top + AXIS - 16, scale.text().apply(value), Anchor.MIDDLE, 11, INK);
    }
    double y = top + AXIS;
    for (Map.Entry<Workload, List<Standing>> workload : standings.entrySet()) {
      y += TITLE;
      canvas.text(
          10, y - 10, workload.getKey() + "  " + workload.getKey().title(), Anchor.START, 13, INK);
      for (Standing standing : workload.getValue()) {
        canvas.text(LEFT - 8, y + BAR - 3, standing.engine().text(), Anchor.END, 11, INK);
        drawing.draw(canvas, y, standing);
        y += LINE;
      }
    }
  }

  private static void speed(Canvas canvas, double y, Standing standing) {
    double events = standing.eventsPerCpuSecond();
    double end = SPEED.x(events);
    canvas.area(LEFT, y, Math.max(1, end - LEFT), BAR, color(standing));
    canvas.text(end + 5, y + BAR - 3, shortly(events), Anchor.START, 11, INK);
  }

  private static void latency(Canvas canvas, double y, Standing standing) {
    Latency latency = standing.latency();
    double from = LATENCY.x(latency.p50Ms());
    double end = LATENCY.x(latency.p999Ms());
    canvas.area(from, y + BAR / 3.0, Math.max(1, end - from), BAR / 3.0, color(standing));
    for (double ms : List.of(latency.p50Ms(), latency.p99Ms(), latency.p999Ms())) {
      canvas.area(LATENCY.x(ms) - 1, y, 2, BAR, color(standing));
    }
    String text =
        String.join(
            " / ", plainly(latency.p50Ms()), plainly(latency.p99Ms()), plainly(latency.p999Ms()));
    canvas.text(end + 5, y + BAR - 3, text, Anchor.START, 11, INK);
  }

  private static String color(Standing standing) {
    EngineName engine = standing.engine();
    return engine.isOurs() ? OURS : engine.isLimit() ? LIMIT : PEER;
  }

  private static String plainly(double ms) {
    return String.format(Locale.ROOT, ms < 10 ? "%.1f" : "%.0f", ms);
  }

  private static String shortly(double events) {
    if (events >= 1e6) {
      return String.format(Locale.ROOT, events < 1e7 ? "%.2fM" : "%.0fM", events / 1e6);
    }
    return String.format(Locale.ROOT, "%.0fk", events / 1e3);
  }
}
