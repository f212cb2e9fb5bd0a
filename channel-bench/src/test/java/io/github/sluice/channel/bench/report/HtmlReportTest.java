// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.report;

import static io.github.sluice.channel.bench.results.SampleResults.measured;
import static io.github.sluice.channel.bench.results.SampleResults.rounds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.results.Latencies;
import io.github.sluice.channel.bench.results.Measured;
import io.github.sluice.channel.bench.results.SampleResults;
import io.github.sluice.channel.bench.rust.ChildProcess;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final Row LATENCY = Row.latency(ThreadKind.PLATFORM);

  /** Something of everything. */
  private static List<Measured> everything() {
    List<Measured> figures = new ArrayList<>();
    for (int size : new int[] {8, 1024, 32768}) {
      for (Contender contender :
          List.of(
              Contender.BLOCKING,
              Contender.FUTURES,
              Contender.WAKERS,
              Contender.CROSSBEAM,
              Contender.TOKIO)) {
        double time = size / 100.0 + 20 + List.of(Contender.values()).indexOf(contender);
        figures.add(
            rounds(
                contender,
                Row.protocol(size),
                new double[] {time, time + 1},
                new double[] {time + 2, time + 4}));
      }
    }
    figures.add(measured(Contender.BLOCKING, Row.stream(1000, 4, ThreadKind.PLATFORM), 30, 31));
    figures.add(measured(Contender.CROSSBEAM, Row.stream(1000, 4, ThreadKind.PLATFORM), 20, 21));
    Latencies latencies = new Latencies(1000, 800, 900, 2000, 9000, 60000, 70000, null);
    figures.add(
        new Measured(Contender.BLOCKING, LATENCY, new double[][] {{810, 820}}, 0.5, latencies));
    return figures;
  }

  private static String page(List<Measured> figures) {
    return new HtmlReport(SampleResults.of(figures)).text();
  }

  private static List<String> parts(String page, String regex) {
    return Pattern.compile(regex, Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  private static void assertHas(String text, String part) {
    assertTrue(text.contains(part), () -> part + " is not in " + text);
  }

  @Test
  void theAnswerComesFirstAndIsComputed() {
    String page = page(everything());
    assertHas(
        page,
        "Of the whole, the payload included, it takes 1.00 to 1.05 times the blocking channel's"
            + " time (6 single runs: 8 B, 1 KB and 32 KB).");
    assertHas(page, "In Rust, in the same run, tokio takes ");
    assertTrue(page.indexOf("class=\"answer\"") < page.indexOf("<table>"));
  }

  @Test
  void everySectionIsThere() {
    String page = page(everything());
    for (String heading :
        List.of("The protocol", "stream", "latency", "Latencies", "Allocation", "Conditions")) {
      assertHas(page, "<h2>" + heading);
    }
    assertHas(page, "The channel never overflows");
    assertHas(page, "<dd>jox is skipped: it needs JDK 21</dd>");
    assertHas(page, "stream 4 to 1, capacity 1000, platform: blocking takes 1 run: 1.49 ");
    assertEquals(8, parts(page, "<figure>.*?</figure>").size());
  }

  @Test
  void whatWasNotMeasuredHasNoSection() {
    String page = page(List.of(measured(Contender.BLOCKING, Row.protocol(8), 20, 21)));
    for (String absent : List.of("<h2>stream", "<h2>Latencies", "<h2>Allocation", "tokio")) {
      assertFalse(page.replace("as published", "").contains(absent + "<"), absent);
    }
    assertHas(page, "<p>In 0 of 0 comparisons");
    assertFalse(page.contains("{{"));
  }

  @Test
  void latenciesByRateAreACurve() {
    String page =
        page(
            List.of(
                ChartsTest.atRate(Contender.BLOCKING, 1000, 2000, 1),
                ChartsTest.atRate(Contender.BLOCKING, 1_000_000, 300_000, 0.5)));
    String chart = parts(page, "<figure>.*?</figure>").get(0);
    assertHas(chart, "Latency by rate, receiver: platform");
    assertHas(chart, "stroke-dasharray:6,6");
    assertHas(page, "from the intended start of the send");
    assertHas(page, "<td>kept 50 % of the rate</td>");
    assertHas(page, "Rates that were not kept: blocking at 1000000/s, platform kept 50 %");
  }

  @Test
  void nothingAtAllIsAPageToo() {
    assertHas(page(List.of()), "<h2>Conditions");
  }

  @Test
  void plotsAreWellFormedAndShareNoIdentifiers() throws Exception {
    String page = page(everything());
    List<String> plots = parts(page, "<svg.*?</svg\\s*>");
    assertEquals(8, plots.size());
    List<String> identifiers = new ArrayList<>();
    for (String plot : plots) {
      DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(plot)));
      identifiers.addAll(parts(plot, " id=\"[^\"]*\"").stream().distinct().toList());
      assertHas(plot, "currentColor");
    }
    assertEquals(identifiers.size(), identifiers.stream().distinct().count());
  }

  @Test
  void thePageNeedsNothingElse() {
    String page = page(everything()).replace("http://www.w3.org/", "");
    assertFalse(page.contains("http:") || page.contains("https:"), page);
    assertFalse(page.contains("<script"));
  }

  @Test
  void textIsEscaped() {
    assertEquals("&lt;b a=&quot;1&quot;&gt; &amp;amp;", Html.escaped("<b a=\"1\"> &amp;"));
  }

  @Test
  void aBrowserShowsIt(@TempDir Path directory) throws IOException {
    Optional<String> browser =
        Stream.of("chromium", "chromium-browser", "google-chrome")
            .filter(name -> isOnPath(name))
            .findFirst();
    Assumptions.assumeTrue(browser.isPresent(), "no browser is installed");
    Path file = directory.resolve("report.html");
    Files.writeString(file, page(everything()));
    ChildProcess shown =
        ChildProcess.run(
            List.of(
                browser.get(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--enable-logging=stderr",
                "--user-data-dir=" + directory.resolve("profile"),
                "--dump-dom",
                file.toUri().toString()),
            directory,
            Duration.ofMinutes(1));
    assertEquals(8, parts(shown.out(), "<svg").size(), shown.err());
    assertTrue(parts(shown.out(), "<table>").size() >= 8, shown::out);
    assertTrue(parts(shown.out(), "<tbody>").size() >= 8, "as the browser has understood it");
    assertFalse(shown.err().contains("CONSOLE"), shown::err);
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  @Test
  void commandsHaveNoDirectoriesOfTheMachine() {
    assertEquals(
        "java -cp benchmarks.jar Main -jvm java -jvmArgs '-Dw=500,./warm-ups -Dx=y'",
        HtmlReport.withoutDirectories(
            "/opt/jdk/bin/java -cp /home/me/target/benchmarks.jar Main -jvm /opt/jdk/bin/java"
                + " -jvmArgs '-Dw=500,./warm-ups -Dx=/home/y'"));
  }
}
