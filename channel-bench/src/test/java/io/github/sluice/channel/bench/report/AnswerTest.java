// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.Results;
import io.github.sluice.channel.bench.results.SampleResults;
import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.WarmUp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private final List<Measured> figures = new ArrayList<>();

  private void add(Contender contender, Row row, double... processes) {
    figures.add(
        SampleResults.rounds(
            contender,
            row,
            Arrays.stream(processes)
                .mapToObj(time -> new double[] {time})
                .toArray(double[][]::new)));
  }

  /** A floor of 10, to which blocking adds 10 and futures so many times as much. */
  private void addTax(Row row, double... tax) {
    add(Contender.FLOOR, row, Arrays.stream(tax).map(ratio -> 10).toArray());
    add(Contender.BLOCKING, row, Arrays.stream(tax).map(ratio -> 20).toArray());
    add(Contender.FUTURES, row, Arrays.stream(tax).map(ratio -> 10 + 10 * ratio).toArray());
  }

  private Results results() {
    return SampleResults.of(figures);
  }

  private String sentence(int number) {
    return new Answer(results()).sentences().get(number);
  }

  @Test
  void fiveProcessesHaveAnInterval() {
    addTax(Row.protocol(8), 1.5, 1.4, 1.6, 1.5, 1.5);
    assertEquals(
        "The async channel with futures adds 1.50 [1.40, 1.60] times what the blocking channel adds"
            + " to the floor (8 B).",
        sentence(0));
    assertEquals(
        "Of the whole, the payload included, it takes 1.25 [1.20, 1.30] times the blocking"
            + " channel's time (8 B).",
        sentence(1));
  }

  @Test
  void ofSeveralSizesItIsTheMedianWithinEachRound() {
    addTax(Row.protocol(8), 1.5, 1.5, 1.5, 1.5, 1.5);
    addTax(Row.protocol(64), 1.4, 1.7, 1.6, 1.7, 1.4);
    addTax(Row.protocol(256), 1.3, 1.6, 1.7, 1.9, 1.6);
    addTax(Row.protocol(8, PayloadMode.SHARED), 1.1, 1.1, 1.1, 1.1, 1.1);
    assertEquals(
        "The async channel with futures adds 1.60 [1.40, 1.70] times what the blocking channel adds"
            + " to the floor (the median of 8 B, 64 B and 256 B); 1.10 [1.10, 1.10] times (8 B,"
            + " shared).",
        sentence(0));
  }

  @Test
  void manySizesAreCountedAndTheOutermostNamed() {
    for (int i = 0; i < 5; i++) {
      double tax = 2 - i / 5.0;
      addTax(Row.protocol(8 << i), tax, tax, tax, tax, tax);
    }
    assertTrue(
        sentence(0).endsWith("(the median of 5 sizes, from 1.20 at 128 B to 2.00 at 8 B)."),
        sentence(0));
  }

  @Test
  void aSizeWhosePayloadHidesTheTaxIsNamedAndLeftOut() {
    addTax(Row.protocol(8), 1.5, 1.5, 1.5, 1.5, 1.5);
    Row hidden = Row.protocol(1024);
    add(Contender.FLOOR, hidden, 100, 100, 100, 100, 100);
    add(Contender.BLOCKING, hidden, 101, 99, 101, 101, 101);
    add(Contender.FUTURES, hidden, 110, 110, 110, 110, 110);
    assertEquals(
        "The async channel with futures adds 1.50 [1.50, 1.50] times what the blocking channel adds"
            + " to the floor (8 B); hidden by the payload at 1 KB.",
        sentence(0));
    assertTrue(sentence(1).endsWith("(the median of 8 B and 1 KB)."), sentence(1));
  }

  @Test
  void ifAllIsHiddenTheSentenceSaysSo() {
    addTax(Row.protocol(64), 1.5, 1.5, -0.5, 1.5, 1.5);
    assertEquals(
        "The async channel with futures: what it adds to the floor is hidden by the payload at 64"
            + " B.",
        sentence(0));
  }

  @Test
  void withoutAPayloadNothingIsHiddenByIt() {
    addTax(Row.protocol(64), 1.5, 1.4, 0.6, 1.5, 1.5);
    addTax(Row.protocol(8, PayloadMode.SHARED), 1.5, 1.4, 0.6, 1.5, 1.5);
    assertEquals(
        "The async channel with futures adds 0.60 to 1.50 times what the blocking channel adds to"
            + " the floor (8 B, shared); hidden by the payload at 64 B.",
        sentence(0));
  }

  @Test
  void anIntervalThatIsTooWideIsNotPrinted() {
    add(Contender.BLOCKING, Row.protocol(8), 10, 10, 10, 10, 10);
    add(Contender.CROSSBEAM, Row.protocol(8), 10, 4, 5, 7, 9);
    assertEquals(
        "Sluice's blocking channel takes 1.00 to 2.50 times crossbeam's time (8 B).", sentence(0));
  }

  @Test
  void whatAddedNothingIsHiddenInTheTable() {
    addTax(Row.protocol(8), 1.5, 1.5, 1.5, 1.5, 1.5);
    addTax(Row.protocol(64), 1.5, 1.5, -0.5, 1.5, 1.5);
    String table = new Tables(results()).addedToFloor().render();
    assertTrue(table.contains(" hidden |"), table);
    assertFalse(table.contains("-5.00"), table);
    assertTrue(table.contains("15.0 [15.0, 15.0]"), table);
  }

  @Test
  void whatWasNotSteadyIsNamedOnceAndWhatWasNoisyIsCounted() {
    double[] noise = new double[40];
    double[] drift = new double[40];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = 100 + 10 * (i * 7 % 10);
      drift[i] = 100 - i;
    }
    List<WarmUp.Outcome> outcomes =
        List.of(WarmUp.Outcome.ofFixed(9, noise), WarmUp.Outcome.ofFixed(9, drift));
    double[][] samples = {{20}, {21}};
    figures.add(
        new Measured(Contender.WAKERS, Row.protocol(8), samples, null, null, outcomes, List.of()));
    String report = new MarkdownReport(results()).text();
    assertEquals(
        "Processes whose time was not steady when it was measured, marked with ~: wakers at"
            + " protocol 8 B (1 of 2).",
        sentence(0));
    assertEquals(2, report.split("not steady|wakers at protocol", -1).length - 1, report);
    assertTrue(report.contains("rows in which a contender was noisy: wakers 1;"), report);
  }

  @Test
  void whatWasNotSteadyIsCountedWhereItIsMuch() {
    double[] drift = IntStream.range(0, 40).mapToDouble(i -> 100 - i).toArray();
    List<WarmUp.Outcome> outcomes = List.of(WarmUp.Outcome.ofFixed(9, drift));
    double[][] samples = {{20}};
    List<Contender> many = List.of(Contender.values()).subList(0, 9);
    for (Contender contender : many) {
      figures.add(
          new Measured(contender, Row.protocol(8), samples, null, null, outcomes, List.of()));
    }
    List<String> sentences = new Answer(results()).sentences();
    assertEquals(
        "The time was not steady when it was measured in 9 of 9 measurements; their figures are"
            + " marked with ~.",
        sentences.get(sentences.size() - 1));
  }

  @Test
  void oneProcessMakesNothingCertain() {
    add(Contender.BLOCKING, Row.protocol(8), 20);
    add(Contender.JCTOOLS, Row.protocol(8), 10);
    add(Contender.BLOCKING, Row.protocol(64), 20, 21);
    add(Contender.JCTOOLS, Row.protocol(64), 10, 11);
    Answer answer = new Answer(results());
    assertEquals(2, answer.losses().size());
    assertEquals(
        "In 1 of 2 comparisons with the fastest of ours a peer was faster for certain (in each of"
            + " several processes, or the whole interval), and in 1 more perhaps.",
        answer.lossesInShort());
  }
}
