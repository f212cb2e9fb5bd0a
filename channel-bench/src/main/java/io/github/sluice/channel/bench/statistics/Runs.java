// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * One figure as some processes have measured it, in the order of the rounds. The processes are what
 * is independent; the iterations of one process are not.
 *
 * <p>The figure is the median of the processes. From five processes on it has a 95 % interval,
 * which is that of the sign test: from one order statistic to another, interpolated between two
 * pairs of them. <a href="https://doi.org/10.1016/0167-7152(86)90021-0">Hettmansperger and
 * Sheather, Confidence intervals based on interpolated order statistics</a>; <a
 * href="https://doi.org/10.1145/2807591.2807644">Hoefler and Belli, Scientific Benchmarking of
 * Parallel Computing Systems</a>, rule 6. The weight of the interpolation is halfway between theirs
 * and a linear one: theirs alone falls to 91 to 92 % if two fifths of the processes are in a second
 * mode. The interval assumes nothing of the distribution. Times that are bimodal between processes
 * have no interval of the mean that holds: with five processes, of which each has a chance of 0.7
 * to be in one mode, all are in one mode in every sixth run, and no resampling of them knows of the
 * other. A bootstrap of the median of five has the same ends as this interval, and of seven too
 * narrow ones.
 */
public final class Runs {
  /** Fewer processes have no interval. */
  public static final int LEAST_FOR_INTERVAL = 5;

  private static final double CONFIDENCE = 0.95;

  /** An interval that is wider than by this factor is no answer. */
  private static final double WIDEST_ANSWER = 2;

  /** Two modes are apart by so many times the range of the wider one. */
  private static final double GAP_OVER_RANGE = 2;

  /** Two modes are apart by this part of the lower one at least; less does not matter. */
  private static final double LEAST_GAP = 0.1;

  private final double[] values;
  private final double[] sorted;

  private Runs(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no processes");
    }
    this.values = values;
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** Takes a figure of each process. */
  public static Runs of(double... values) {
    return new Runs(values.clone());
  }

  /** Takes samples by process and iteration. */
  public static Runs of(double[][] samples) {
    return new Runs(Arrays.stream(samples).mapToDouble(StatUtils::mean).toArray());
  }

  /** Returns the median of some figures within each round that all of them have. */
  public static Runs medians(List<Runs> figures) {
    int rounds = figures.stream().mapToInt(Runs::count).min().orElse(0);
    Median median = new Median();
    return new Runs(
        IntStream.range(0, rounds)
            .mapToDouble(
                round ->
                    median.evaluate(
                        figures.stream().mapToDouble(figure -> figure.values[round]).toArray()))
            .toArray());
  }

  /** Returns the difference within each round that both have. */
  public Runs minus(Runs other) {
    return paired(other, (one, two) -> one - two);
  }

  /**
   * Returns the ratio within each round that both have: what made a round slow is in both of its
   * processes. The interval of the ratio is that which Fieller's construction gives with the sign
   * test, so it exists only if the divisor is certain not to be zero.
   *
   * @return nothing if the divisor is not positive in every round
   */
  public Optional<Runs> over(Runs divisor) {
    int rounds = Math.min(values.length, divisor.values.length);
    boolean isPositive = Arrays.stream(divisor.values, 0, rounds).allMatch(value -> value > 0);
    return isPositive ? Optional.of(paired(divisor, (one, two) -> one / two)) : Optional.empty();
  }

  /** Returns the figures in another unit. */
  public Runs times(double factor) {
    return new Runs(Arrays.stream(values).map(value -> value * factor).toArray());
  }

  private Runs paired(Runs other, DoubleBinaryOperator operator) {
    int rounds = Math.min(values.length, other.values.length);
    return new Runs(
        IntStream.range(0, rounds)
            .mapToDouble(round -> operator.applyAsDouble(values[round], other.values[round]))
            .toArray());
  }

  /** Returns how many processes there are. */
  public int count() {
    return values.length;
  }

  /** Returns the figures, the smallest first. */
  public double[] sorted() {
    return sorted.clone();
  }

  /** Returns the figure of each process, by round. */
  public double[] values() {
    return values.clone();
  }

  /** Streams the same. */
  public DoubleStream stream() {
    return Arrays.stream(values);
  }

  public double median() {
    return new Median().evaluate(values);
  }

  /** Returns the median with its 95 % interval, if there are enough processes. */
  public Optional<Bootstrap.Estimate> interval() {
    int count = sorted.length;
    if (count < LEAST_FOR_INTERVAL) {
      return Optional.empty();
    }
    int inner = 1;
    while (confidence(count, inner + 1) >= CONFIDENCE) {
      inner++;
    }
    double wide = confidence(count, inner);
    double narrow = confidence(count, inner + 1);
    double part = Math.max(0, (wide - CONFIDENCE) / (wide - narrow));
    double theirs = (count - inner) * part / (inner + (count - 2 * inner) * part);
    double weight = (theirs + part) / 2;
    double low = (1 - weight) * sorted[inner - 1] + weight * sorted[inner];
    double high = (1 - weight) * sorted[count - inner] + weight * sorted[count - inner - 1];
    return Optional.of(new Bootstrap.Estimate(median(), low, high));
  }

  /**
   * Returns how often the median is between two order statistics, so many from either end: each
   * figure is above the median with a chance of a half.
   */
  private static double confidence(int count, int inner) {
    double above = Math.pow(0.5, count); // the chance that so many figures are: none at first
    double outside = 0;
    for (int i = 0; i < inner; i++) {
      outside += 2 * above;
      above *= (double) (count - i) / (i + 1);
    }
    return 1 - outside;
  }

  /** Returns the median with its interval, if that is narrow enough for an answer. */
  public Optional<Bootstrap.Estimate> answer() {
    return interval()
        .filter(interval -> interval.low() > 0)
        .filter(interval -> interval.high() <= WIDEST_ANSWER * interval.low());
  }

  /** Returns whether the figure is above a value in every process, or its whole interval is. */
  public boolean isAbove(double value) {
    return interval().map(Bootstrap.Estimate::low).orElse(sorted[0]) > value;
  }

  /**
   * Returns how many processes are in the lower of two modes, and 0 if there is one mode: the
   * widest gap between neighbours separates at least two processes on either side, is a tenth of
   * the lower neighbour at least, and is twice as wide as what lies on either side of it.
   */
  public int lowerMode() {
    int lower = 0;
    double widest = 0;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] - sorted[i - 1] > widest) {
        widest = sorted[i] - sorted[i - 1];
        lower = i;
      }
    }
    int count = sorted.length;
    if (count < LEAST_FOR_INTERVAL || lower < 2 || count - lower < 2) {
      return 0;
    }
    double range = Math.max(sorted[lower - 1] - sorted[0], sorted[count - 1] - sorted[lower]);
    boolean isApart = widest >= LEAST_GAP * sorted[lower - 1] && widest >= GAP_OVER_RANGE * range;
    return isApart ? lower : 0;
  }
}
