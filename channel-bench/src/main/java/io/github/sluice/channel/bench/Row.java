// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.util.List;
import java.util.Map;

/**
 * One row of the tables: a workload with its parameters, on which contenders are compared.
 *
 * @param size bytes in a message; of the protocol
 * @param capacity of the channel; of a stream
 * @param producers how many threads send; of a stream
 * @param threads of which kind they are; of a stream and of a round trip
 */
record Row(Workload workload, int size, int capacity, int producers, ThreadKind threads) {
  /** 8 bytes hold the stamp; a thousand of the largest fill a quarter of the heap. */
  private static final int MIN_SIZE = 8;

  private static final int MAX_SIZE = 256 * 1024;

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  Row {
    Settings.requireRange("--sizes", size, MIN_SIZE, MAX_SIZE);
    Settings.requireRange("--capacities", capacity, 1, 1_000_000);
    Settings.requireRange("--producers", producers, 1, 1000);
    threads.requirePossible();
  }

  static Row protocol(int size) {
    return new Row(Workload.PROTOCOL, size, ProtocolBenchmark.MESSAGES, 1, ThreadKind.PLATFORM);
  }

  static Row stream(int capacity, int producers, ThreadKind threads) {
    return new Row(Workload.STREAM, MIN_SIZE, capacity, producers, threads);
  }

  static Row roundTrip(ThreadKind threads) {
    return new Row(Workload.ROUND_TRIP, MIN_SIZE, 1, 1, threads);
  }

  static List<Row> protocol(List<Integer> sizes) {
    return sizes.stream().distinct().map(Row::protocol).toList();
  }

  /** How many messages or round trips the score of JMH is for; 1 if that is the figure. */
  int operations() {
    return switch (workload) {
      case PROTOCOL -> 1;
      case STREAM -> StreamBenchmark.messages(capacity, producers);
      case ROUND_TRIP -> RoundTripBenchmark.ROUND_TRIPS;
    };
  }

  /** How many messages are sent while JMH measures once. */
  int messages() {
    return switch (workload) {
      case PROTOCOL -> ProtocolBenchmark.MESSAGES;
      case STREAM -> operations();
      case ROUND_TRIP -> 2 * operations();
    };
  }

  /** The values of JMH's parameters. */
  Map<String, String> parameters() {
    return switch (workload) {
      case PROTOCOL -> Map.of("size", Integer.toString(size));
      case STREAM ->
          Map.of(
              "capacity", Integer.toString(capacity),
              "producers", Integer.toString(producers),
              "threads", threads.toString());
      case ROUND_TRIP -> Map.of("threads", threads.toString());
    };
  }

  /** The same for the Rust peers, as options of their command line. */
  List<String> rustOptions() {
    return switch (workload) {
      case PROTOCOL -> List.of("--size", Integer.toString(size));
      case STREAM ->
          List.of(
              "--capacity",
              Integer.toString(capacity),
              "--producers",
              Integer.toString(producers),
              "--messages",
              Integer.toString(operations()),
              "--workers",
              Integer.toString(rustWorkers()));
      case ROUND_TRIP ->
          List.of(
              "--messages",
              Integer.toString(operations()),
              "--workers",
              Integer.toString(rustWorkers()));
    };
  }

  /** Peers between threads have no workers, and the option must be positive. */
  private int rustWorkers() {
    return Math.max(1, threads.workers());
  }

  /** What stands at the row's beginning. */
  String label() {
    return switch (workload) {
      case PROTOCOL -> Figures.size(size);
      case STREAM -> producers + " to 1, capacity " + capacity + ", " + threads;
      case ROUND_TRIP -> threads.toString();
    };
  }
}
