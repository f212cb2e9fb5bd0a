// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.bench.workloads.PayloadMode;
import io.github.sluice.channel.bench.workloads.ProtocolBenchmark;
import io.github.sluice.channel.bench.workloads.RoundTripBenchmark;
import io.github.sluice.channel.bench.workloads.Row;
import io.github.sluice.channel.bench.workloads.StreamBenchmark;
import io.github.sluice.channel.bench.workloads.ThreadKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.options.TimeValue;

class ContenderTest {
  private static Stream<Contender> ofTheProtocol() {
    return Stream.of(Contender.values())
        .filter(one -> Row.protocol(8).accepts(one) && !one.isRust());
  }

  private static Stream<Contender> betweenThreads() {
    return Stream.of(Contender.values())
        .filter(one -> Row.stream(100, 3, ThreadKind.PLATFORM).accepts(one) && !one.isRust())
        .filter(one -> one != Contender.JOX || Runtime.version().feature() >= 21);
  }

  private static Stream<Contender> betweenTasks() {
    return Stream.of(Contender.values())
        .filter(one -> Row.stream(100, 3, ThreadKind.ONE_WORKER).accepts(one))
        .filter(one -> !one.isRust());
  }

  @ParameterizedTest
  @MethodSource("betweenThreads")
  void streamsAndRoundTripsEnd(Contender contender) throws Exception {
    streamsAndRoundTripsEnd(contender, "platform");
  }

  @ParameterizedTest
  @MethodSource("betweenTasks")
  void streamsAndRoundTripsOfTasksEnd(Contender contender) throws Exception {
    streamsAndRoundTripsEnd(contender, "1-worker");
    streamsAndRoundTripsEnd(contender, "2-workers");
  }

  private static void streamsAndRoundTripsEnd(Contender contender, String threads)
      throws Exception {
    StreamBenchmark stream = new StreamBenchmark();
    stream.contender = contender.label();
    stream.capacity = 100;
    stream.producers = 3;
    stream.threads = threads;
    stream.open();
    assertDoesNotThrow(stream::stream);
    stream.close();
    RoundTripBenchmark roundTrip = new RoundTripBenchmark();
    roundTrip.contender = contender.label();
    roundTrip.threads = threads;
    roundTrip.open();
    assertDoesNotThrow(roundTrip::roundTrips);
    roundTrip.close();
  }

  @Test
  void versionsOfPeersAreKnownUnlessTheyAreTheJdks() {
    for (Contender contender :
        List.of(
            Contender.JCTOOLS,
            Contender.JCTOOLS_BLOCKING,
            Contender.AGRONA,
            Contender.DISRUPTOR,
            Contender.CONVERSANT,
            Contender.JOX,
            Contender.KOTLIN)) {
      assertTrue(contender.version().orElseThrow().matches("\\d+\\.\\d+.*"), contender::label);
    }
    assertEquals(Optional.empty(), Contender.ARRAY_BLOCKING_QUEUE.version());
  }

  @ParameterizedTest
  @MethodSource("ofTheProtocol")
  void theProtocolRunsInEveryMode(Contender contender) throws Exception {
    for (PayloadMode mode : PayloadMode.values()) {
      ProtocolBenchmark benchmark = new ProtocolBenchmark();
      benchmark.contender = contender.label();
      benchmark.mode = mode.toString();
      benchmark.sizes = "64 8";
      benchmark.open();
      for (int i = 0; i < 4; i++) {
        benchmark.next(new IterationParams(IterationType.MEASUREMENT, 4, TimeValue.NONE, 1));
        assertDoesNotThrow(benchmark::sendAllThenReceiveAll);
      }
      benchmark.requireWhole();
    }
  }

  @ParameterizedTest
  @MethodSource("ofTheProtocol")
  void messagesComeOutInOrder(Contender contender) throws InterruptedException {
    Link link = contender.open(1000);
    byte[][] messages = new byte[1000][8];
    for (byte[] message : messages) {
      link.send(message);
    }
    for (byte[] message : messages) {
      assertSame(message, link.receive());
    }
  }

  @Test
  void wakersDoNotWait() throws InterruptedException {
    Link link = Contender.WAKERS.open(1);
    link.send(new byte[8]);
    assertThrows(IllegalStateException.class, () -> link.send(new byte[8]));
  }

  @Test
  void peersAreThoseThatAreNotOurs() {
    List<Contender> ours = Stream.of(Contender.values()).filter(Contender::isOurs).toList();
    assertEquals(
        List.of(Contender.BLOCKING, Contender.FUTURES, Contender.WAKERS, Contender.BLOCKING_VIEWS),
        ours);
    assertFalse(Contender.FLOOR.isPeer());
  }

  @Test
  void contendersAreFoundByLabel() {
    for (Contender contender : Contender.values()) {
      assertSame(contender, Contender.of(contender.label()));
    }
    assertEquals(
        List.of(Contender.JCTOOLS, Contender.BLOCKING),
        Contender.listOf(List.of("jctools", "blocking", "jctools")));
    assertEquals(List.of(Contender.values()), Contender.listOf(List.of("all", "wakers")));
    assertThrows(IllegalArgumentException.class, () -> Contender.of("nope"));
  }
}
