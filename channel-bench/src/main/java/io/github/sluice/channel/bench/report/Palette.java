// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import io.github.sluice.channel.bench.contenders.Contender;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Colours and shapes. A contender has the same in every chart of a report. The colours are those of
 * Okabe and Ito, which most people can tell apart, on a light and on a dark page.
 */
final class Palette {
  static final Color GREY = new Color(0x8C8C8C);

  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0x56B4E9),
          new Color(0x009E73),
          new Color(0xD55E00),
          new Color(0xE69F00),
          new Color(0xCC79A7),
          GREY);

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN);

  static final BasicStroke LINE = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

  static final BasicStroke DASHED =
      new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {6, 6}, 0);

  static final BasicStroke DOTTED =
      new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {1, 5}, 0);

  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  private final List<Contender> contenders;

  /** Gives each of these colours and shapes of its own, as far as there are any. */
  Palette(List<Contender> contenders) {
    this.contenders = contenders;
  }

  static Color colour(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  /** Returns the same colour, half transparent. */
  static Color faint(Color colour) {
    return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 0x70);
  }

  static Marker marker(int index) {
    return MARKERS.get(index % MARKERS.size());
  }

  Color colour(Contender contender) {
    return colour(contenders.indexOf(contender));
  }

  Marker marker(Contender contender) {
    return marker(contenders.indexOf(contender));
  }

  /** Gives a chart the colours of the page. */
  static void apply(AxesChartStyler styler) {
    styler.setAxisTitleFont(FONT);
    styler.setAxisTickLabelsFont(FONT);
    styler.setAxisTickLabelsColor(Svg.TEXT);
    styler.setAxisTickMarksColor(Svg.GRID);
    styler.setPlotGridLinesColor(Svg.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setErrorBarsColorSeriesColor(true);
    styler.setXAxisTitleColor(Svg.TEXT);
    styler.setYAxisTitleColor(Svg.TEXT);
    styler.setChartBackgroundColor(Svg.NONE);
    styler.setChartFontColor(Svg.TEXT);
    styler.setChartTitleVisible(false);
    styler.setPlotBackgroundColor(Svg.NONE);
    styler.setPlotBorderVisible(false);
    styler.setLegendBackgroundColor(Svg.NONE);
    styler.setLegendBorderColor(Svg.NONE);
    styler.setLegendFont(FONT);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setMarkerSize(8);
    styler.setChartPadding(6);
    styler.setAntiAlias(true);
  }
}
