// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.rust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.sluice.channel.bench.contenders.Contender;
import io.github.sluice.channel.bench.workloads.Conditions;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The real program, where it can be built without the network. */
class RustProgramTest {
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private static RustPeers peers;

  @BeforeAll
  static void build() {
    RustBuild build =
        new RustBuild(RustBuild.directory(), "cargo", RustBuild.DEBIAN_CRATES, false, System.err);
    assumeTrue(build.hasCrates(), "tokio and crossbeam-channel are not installed");
    peers = new RustPeers(build);
    Optional<String> missing = peers.missing();
    String why = missing.orElse("");
    assumeTrue(!why.startsWith("cargo is not installed") && !why.contains("requires rustc"), why);
    assertEquals(Optional.empty(), missing);
  }

  private static RustPeers.Figures run(Contender contender, Row row, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(contender.label(), row.workload().toString()));
    arguments.addAll(row.rustOptions());
    arguments.addAll(List.of("--warmup", "1", "--iterations", "3", "--time", "5"));
    arguments.addAll(List.of(more));
    return peers.run(arguments);
  }

  /** From what no processor can do to what a test waits for: other work may hold up the peer. */
  private static void assertPlausible(double min, RustPeers.Figures figures) {
    double[] scores = figures.scores();
    assertEquals(3, scores.length);
    assertTrue(
        Arrays.stream(scores).allMatch(score -> score > min && score < MINUTE),
        () -> Arrays.toString(scores));
  }

  static Stream<Contender> contenders() {
    return Stream.of(Contender.CROSSBEAM, Contender.TOKIO);
  }

  @ParameterizedTest
  @MethodSource("contenders")
  void everyWorkloadRuns(Contender contender) throws IOException {
    for (Row row : Row.protocol(RustPeers.SIZES)) {
      assertPlausible(1, run(contender, row));
    }
    for (String workers : List.of("1", "2")) {
      for (int producers : List.of(1, 3)) {
        Row row = Row.stream(10, producers, ThreadKind.PLATFORM);
        assertPlausible(1, run(contender, row, "--messages", "1000", "--workers", workers));
      }
      assertPlausible(
          10,
          run(
              contender,
              Row.roundTrip(ThreadKind.PLATFORM),
              "--messages",
              "100",
              "--workers",
              workers));
    }
    assertTrue(run(contender, Row.protocol(8)).latencies().isEmpty());
    assertTrue(peers.version(contender).orElseThrow().matches("\\d+\\.\\d+\\.\\d+.*"));
  }

  @ParameterizedTest
  @MethodSource("contenders")
  void soDoThoseOfSeveralChannels(Contender contender) throws IOException {
    for (String workers : List.of("1", "2")) {
      for (Row row :
          List.of(
              Row.funnel(10, ThreadKind.PLATFORM),
              Row.requestReply(ThreadKind.PLATFORM),
              Row.select(2, ThreadKind.PLATFORM),
              Row.select(8, ThreadKind.PLATFORM),
              Row.latency(ThreadKind.PLATFORM),
              Row.stream(10, 2, ThreadKind.PLATFORM).under(Conditions.LOADED))) {
        assertPlausible(1, run(contender, row, "--messages", "1000", "--workers", workers));
      }
    }
  }

  @Test
  void aStreamMayHaveNoCapacity() throws IOException {
    Row row = Row.stream(0, 2, ThreadKind.PLATFORM);
    assertPlausible(1, run(Contender.CROSSBEAM, row, "--messages", "1000"));
  }

  @Test
  void oneOfManyChannelsIsSelected() throws IOException {
    Row row = Row.wake(100, ThreadKind.PLATFORM);
    assertPlausible(1, run(Contender.CROSSBEAM, row, "--messages", "1000"));
  }

  @ParameterizedTest
  @MethodSource("contenders")
  void everyRoundTripIsTimed(Contender contender) throws IOException {
    RustPeers.Figures figures =
        run(contender, Row.latency(ThreadKind.PLATFORM), "--messages", "100");
    assertEquals(3, figures.latencies().size());
    for (Histogram latencies : figures.latencies()) {
      assertEquals(0, latencies.getTotalCount() % 100);
      assertTrue(latencies.getTotalCount() > 0 && latencies.getMinValue() > 0);
      assertTrue(latencies.getMaxValue() < MINUTE);
    }
  }

  /** No message is sent before it is due, so there is no more than one for each interval. */
  @ParameterizedTest
  @MethodSource("contenders")
  void everyMessageAtARateIsTimed(Contender contender) throws IOException {
    for (String workers : List.of("1", "2")) {
      RustPeers.Figures figures =
          run(
              contender,
              Row.rate(10_000, ThreadKind.PLATFORM),
              "--messages",
              "101",
              "--workers",
              workers);
      assertPlausible(100_000 * 100 / 101 - 1, figures);
      assertEquals(3, figures.latencies().size());
      for (Histogram latencies : figures.latencies()) {
        assertEquals(101, latencies.getTotalCount());
        assertTrue(latencies.getMaxValue() < MINUTE);
      }
    }
  }

  @Test
  void burstsAreBetweenThreads() throws IOException {
    for (int size : List.of(1, 100)) {
      Row row = Row.burst(size, ThreadKind.PLATFORM);
      assertPlausible(0.1, run(Contender.CROSSBEAM, row));
    }
    IOException e =
        assertThrows(
            IOException.class, () -> run(Contender.TOKIO, Row.burst(1, ThreadKind.PLATFORM)));
    assertEquals("peers: tokio has no burst", e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nope      | protocol | --size      | 8   | peers: unknown peer 'nope'; there are: cross",
        "tokio     | nope     | --size      | 8   | peers: unknown workload 'nope'; there are: p",
        "tokio     | protocol | --nope      | 8   | peers: unknown option '--nope'; usage: peers",
        "tokio     | protocol | --size      | x   | peers: --size: 'x' is not a positive number",
        "tokio     | protocol | --size      | -8  | peers: --size: '-8' is not a positive number",
        "tokio     | stream   | --producers | 0   | peers: --producers: '0' is not a positive nu",
        "tokio     | rate     | --rate      | 0   | peers: --rate: '0' is not a positive number",
        "crossbeam | protocol | --size      | 100 | peers: --size: 100 is none of 8, 64, 256, 512",
      })
  void aWrongOptionIsRefusedInOneLine(
      String peer, String workload, String option, String value, String message) {
    List<String> arguments =
        List.of(peer, workload, "--warmup", "1", "--iterations", "1", "--time", "1", option, value);
    IOException e = assertThrows(IOException.class, () -> peers.run(arguments));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void moreProducersThanMessagesAreRefused() {
    Row row = Row.stream(10, 3, ThreadKind.PLATFORM);
    IOException e =
        assertThrows(IOException.class, () -> run(Contender.TOKIO, row, "--messages", "2"));
    assertEquals("peers: --messages: fewer than --producers", e.getMessage());
  }
}
