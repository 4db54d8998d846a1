package io.tidemark.local.profile;

import io.tidemark.local.plot.Canvas;
import io.tidemark.local.plot.Canvas.Anchor;
import java.util.function.DoubleUnaryOperator;

/** One chart on a canvas: a frame, and axes that turn values into places. */
final class Panel {

  static final String INK = "#333333";
  private static final String GRID = "#e4e4e4";
  private static final String FRAME = "#999999";

  private final Canvas canvas;
  private final double left;
  private final double top;
  private final double width;
  private final double height;
  private DoubleUnaryOperator toX = x -> 0;
  private DoubleUnaryOperator toY = y -> 0;

  /** A chart in the rectangle that the axes enclose. */
  Panel(Canvas canvas, double left, double top, double width, double height) {
    this.canvas = canvas;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
  }

  /**
   * Sets the axes.
   *
   * @param xShare from a value to its place on the axis, 0 to 1
   * @param yShare the same, from the bottom up
   */
  void axes(DoubleUnaryOperator xShare, DoubleUnaryOperator yShare) {
    toX = x -> left + width * inside(xShare.applyAsDouble(x));
    toY = y -> top + height * (1 - inside(yShare.applyAsDouble(y)));
  }

  private static double inside(double share) {
    return Math.max(0, Math.min(1, share));
  }

  void title(String title) {
    canvas.text(left, top - 14, title, Anchor.START, 15, INK);
  }

  void frame() {
    canvas.line(left, top, left, top + height, FRAME, 1);
    canvas.line(left, top + height, left + width, top + height, FRAME, 1);
  }

  void xTick(double value, String label) {
    double x = toX.applyAsDouble(value);
    canvas.line(x, top, x, top + height, GRID, 1);
    canvas.text(x, top + height + 18, label, Anchor.MIDDLE, 11, INK);
  }

  void yTick(double value, String label) {
    double y = toY.applyAsDouble(value);
    canvas.line(left, y, left + width, y, GRID, 1);
    canvas.text(left - 8, y + 4, label, Anchor.END, 11, INK);
  }

  void xName(String name) {
    canvas.text(left + width, top + height + 36, name, Anchor.END, 12, INK);
  }

  void line(double[] xs, double[] ys, String color, double lineWidth) {
    double[] px = new double[xs.length];
    double[] py = new double[ys.length];
    for (int i = 0; i < xs.length; i++) {
      px[i] = toX.applyAsDouble(xs[i]);
      py[i] = toY.applyAsDouble(ys[i]);
    }
    canvas.line(px, py, color, lineWidth);
  }

  void dot(double x, double y, String color) {
    canvas.dot(toX.applyAsDouble(x), toY.applyAsDouble(y), 1.6, color);
  }

  void label(double x, double y, String text, Anchor anchor, String color) {
    canvas.text(toX.applyAsDouble(x), toY.applyAsDouble(y) - 5, text, anchor, 11, color);
  }

  /** An entry of the legend, in the given column. */
  void legend(int column, String text, String color) {
    double x = left + width - 560 + 140 * column;
    canvas.area(x, top - 23, 12, 4, color);
    canvas.text(x + 17, top - 16, text, Anchor.START, 11, INK);
  }
}
