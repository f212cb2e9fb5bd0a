// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Contender;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What is done with a channel while it is measured. */
public enum Workload {
  /** See {@link ProtocolBenchmark}. */
  PROTOCOL(
      ProtocolBenchmark.class,
      "us",
      "microseconds for all sends and receives",
      row -> 1,
      ProtocolBenchmark.MESSAGES,
      row -> bytes(row.size())),

  /** See {@link StreamBenchmark}. */
  STREAM(
      StreamBenchmark.class,
      "ns",
      "nanoseconds a message, from the first send to the end",
      row -> StreamBenchmark.messages(row.capacity(), row.producers()),
      1,
      row -> row.producers() + " to 1, capacity " + row.capacity() + ", " + row.threads()),

  /** See {@link RoundTripBenchmark}. */
  ROUND_TRIP(
      RoundTripBenchmark.class,
      "ns",
      "nanoseconds there and back",
      row -> RoundTripBenchmark.ROUND_TRIPS,
      2,
      row -> row.threads().toString());

  /** The class for JMH. */
  public final Class<?> benchmark;

  /** The unit of the figures. */
  public final String unit;

  /** What the figures say. */
  public final String meaning;

  final int messagesInAnOperation;
  private final ToIntFunction<Row> operations;
  private final Function<Row, String> label;

  Workload(
      Class<?> benchmark,
      String unit,
      String meaning,
      ToIntFunction<Row> operations,
      int messagesInAnOperation,
      Function<Row, String> label) {
    this.benchmark = benchmark;
    this.unit = unit;
    this.meaning = meaning;
    this.operations = operations;
    this.messagesInAnOperation = messagesInAnOperation;
    this.label = label;
  }

  int operations(Row row) {
    return operations.applyAsInt(row);
  }

  String label(Row row) {
    return label.apply(row);
  }

  /** Tells whether a contender can do this between threads or tasks of a kind. */
  boolean accepts(Contender contender, ThreadKind threads) {
    boolean betweenTasks = threads.workers() > 0;
    return switch (contender) {
      case BLOCKING, ARRAY_BLOCKING_QUEUE, JCTOOLS -> !betweenTasks;
      case FUTURES, WAKERS, KOTLIN, TOKIO -> betweenTasks || this == PROTOCOL;
      case SUBMISSION_PUBLISHER -> betweenTasks;
      case JOX -> !betweenTasks && this != PROTOCOL;
      case CROSSBEAM -> threads == ThreadKind.PLATFORM;
    };
  }

  private static String bytes(int size) {
    return size < 1024 || size % 1024 != 0 ? size + " B" : size / 1024 + " KB";
  }

  /** Returns the name that the user knows. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Finds a workload by the name that the user knows.
   *
   * @throws IllegalArgumentException if there is none, with a message for the user
   */
  public static Workload of(String name) {
    for (Workload workload : values()) {
      if (workload.toString().equals(name)) {
        return workload;
      }
    }
    String known =
        Arrays.stream(values()).map(Workload::toString).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("unknown workload '" + name + "'; there are: " + known);
  }
}
