package io.tidemark.local.plot;

import java.util.Locale;

/** Draws an SVG document. */
public final class SvgCanvas implements Canvas {

  private final StringBuilder svg = new StringBuilder();

  public SvgCanvas(int width, int height) {
    put(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\" font-family=\"sans-serif\">",
        width, height, width, height);
  }

  private void put(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  @Override
  public void line(double[] xs, double[] ys, String color, double width) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      points.append(String.format(Locale.ROOT, i == 0 ? "%.1f,%.1f" : " %.1f,%.1f", xs[i], ys[i]));
    }
    put(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"/>",
        points, color, width);
  }

  @Override
  public void dot(double x, double y, double radius, String color) {
    put("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\"/>", x, y, radius, color);
  }

  @Override
  public void area(double x, double y, double width, double height, String color) {
    put(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
        x, y, width, height, color);
  }

  @Override
  public void text(double x, double y, String text, Anchor anchor, double size, String color) {
    put(
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%.0f\" fill=\"%s\">%s</text>",
        x,
        y,
        anchor.name().toLowerCase(Locale.ROOT),
        size,
        color,
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  /** The document. */
  public String document() {
    return svg + "</svg>\n";
  }
}
