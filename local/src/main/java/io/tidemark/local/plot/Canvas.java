package io.tidemark.local.plot;

/** What a picture is drawn on; coordinates are from the upper left corner, in pixels. */
public interface Canvas {

  /** Which end of a text is at its place. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** Draws a line through points. */
  void line(double[] xs, double[] ys, String color, double width);

  /** Draws a straight line. */
  default void line(double x1, double y1, double x2, double y2, String color, double width) {
    line(new double[] {x1, x2}, new double[] {y1, y2}, color, width);
  }

  /** Fills a circle. */
  void dot(double x, double y, double radius, String color);

  /** Fills a rectangle. */
  void area(double x, double y, double width, double height, String color);

  /** Writes a text on a base line. */
  void text(double x, double y, String text, Anchor anchor, double size, String color);
}
