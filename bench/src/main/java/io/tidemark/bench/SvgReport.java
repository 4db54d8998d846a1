package io.tidemark.bench;

import io.tidemark.bench.workload.Workload;
import io.tidemark.local.plot.Canvas;
import io.tidemark.local.plot.Canvas.Anchor;
import io.tidemark.local.plot.SvgCanvas;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A picture of all engines: bars as long as the logarithm of the events per second of processor
 * time, since the fastest does ten thousand times what the slowest does.
 */
final class SvgReport {

  private static final int WIDTH = 900;
  private static final int TOP = 60;
  private static final int LEFT = 150;
  private static final int BARS_WIDTH = 600;
  private static final int BAR = 14;
  private static final int LINE = 20;
  private static final int TITLE = 30;

  private static final double LEAST = 1e4;
  private static final double MOST = 1e9;

  private static final String PAPER = "#ffffff";
  private static final String INK = "#222222";
  private static final String GRID = "#dddddd";
  private static final String OURS = "#1d3557";
  private static final String PEER = "#4c9f9a";
  private static final String LIMIT = "#bbbbbb";

  private SvgReport() {}

  static void write(BenchOptions options, Map<Workload, List<Standing>> standings)
      throws IOException {
    Files.writeString(options.plot(), document(standings));
  }

  static String document(Map<Workload, List<Standing>> standings) {
    int lines = standings.values().stream().mapToInt(List::size).sum();
    int height = TOP + standings.size() * TITLE + lines * LINE + LINE;
    SvgCanvas canvas = new SvgCanvas(WIDTH, height);
    canvas.area(0, 0, WIDTH, height, PAPER);
    canvas.text(LEFT, 20, "Events per second of processor time", Anchor.START, 15, INK);
    for (double events = LEAST; events <= MOST; events *= 10) {
      canvas.line(x(events), TOP - 10, x(events), height - LINE, GRID, 1);
      canvas.text(x(events), TOP - 16, shortly(events), Anchor.MIDDLE, 11, INK);
    }
    double y = TOP;
    for (Map.Entry<Workload, List<Standing>> workload : standings.entrySet()) {
      y += TITLE;
      canvas.text(
          10, y - 10, workload.getKey() + "  " + workload.getKey().title(), Anchor.START, 13, INK);
      for (Standing standing : workload.getValue()) {
        bar(canvas, y, standing);
        y += LINE;
      }
    }
    return canvas.document();
  }

  private static void bar(Canvas canvas, double y, Standing standing) {
    double events = standing.eventsPerCpuSecond();
    double end = x(Math.max(LEAST, Math.min(MOST, events)));
    EngineName engine = standing.engine();
    String color = engine.isOurs() ? OURS : engine.isLimit() ? LIMIT : PEER;
    canvas.text(LEFT - 8, y + BAR - 3, engine.text(), Anchor.END, 11, INK);
    canvas.area(LEFT, y, Math.max(1, end - LEFT), BAR, color);
    canvas.text(end + 5, y + BAR - 3, shortly(events), Anchor.START, 11, INK);
  }

  private static double x(double events) {
    return LEFT + BARS_WIDTH * Math.log10(events / LEAST) / Math.log10(MOST / LEAST);
  }

  private static String shortly(double events) {
    if (events >= 1e6) {
      return String.format(Locale.ROOT, events < 1e7 ? "%.2fM" : "%.0fM", events / 1e6);
    }
    return String.format(Locale.ROOT, "%.0fk", events / 1e3);
  }
}
