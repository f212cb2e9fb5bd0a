// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import java.awt.Color;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGraphics2D;
import org.knowm.xchart.internal.chartpart.Chart;
import org.w3c.dom.Document;

/** Draws charts as SVG, whose text and lines take the colours of the page that they stand in. */
final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  /** Is drawn in the colour of the text around it. */
  static final Color TEXT = new Color(1, 2, 3);

  /** Is drawn in the colour of the grid. */
  static final Color GRID = new Color(4, 5, 6);

  /** Is not drawn. */
  static final Color NONE = new Color(0, 0, 0, 0);

  private static final String STANDALONE_STYLE =
      "<style>svg{color:#24292f;--grid:#d0d7de}"
          + "@media(prefers-color-scheme:dark){svg{color:#e6edf3;--grid:#30363d}}</style>";

  private Svg() {}

  /**
   * Draws a chart to stand in a page that says what {@code --grid} is.
   *
   * @param label what a screen reader says
   */
  static String inline(Chart<?, ?> chart, String label) {
    return draw(chart, label, "");
  }

  /** Draws a chart for a file of its own. */
  static String standalone(Chart<?, ?> chart, String label) {
    return draw(chart, label, STANDALONE_STYLE);
  }

  /**
   * Identifiers in the result are made from the label, so that charts in a page do not share any.
   */
  private static String draw(Chart<?, ?> chart, String label, String style) {
    SVGGraphics2D graphics = new SVGGraphics2D(document());
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    StringWriter text = new StringWriter();
    try {
      graphics.stream(graphics.getRoot(), text, true, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String svg = text.toString();
    String head =
        "<svg xmlns=\"%s\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%s"
            .formatted(NAMESPACE, chart.getWidth(), chart.getHeight(), Html.escaped(label), style);
    String prefix = "c" + Integer.toHexString(label.hashCode()) + "-";
    return head
        + svg.substring(svg.indexOf('>', svg.indexOf("<svg")) + 1)
            .replaceAll("<!--.*?-->", "")
            .replace(" id=\"", " id=\"" + prefix)
            .replace("url(#", "url(#" + prefix)
            .replace("rgb(1,2,3)", "currentColor")
            .replace("rgb(4,5,6)", "var(--grid)");
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(NAMESPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }
}
