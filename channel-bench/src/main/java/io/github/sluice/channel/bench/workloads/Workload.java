// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Contender;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
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
      row -> ProtocolBenchmark.MESSAGES,
      Workload::protocolLabel),

  /** See {@link StreamBenchmark}. */
  STREAM(
      StreamBenchmark.class,
      "ns",
      "nanoseconds a message, from the first send to the end",
      row -> StreamBenchmark.messages(row.capacity(), row.producers(), row.conditions()),
      row -> 1,
      Workload::streamLabel),

  /** See {@link RoundTripBenchmark}. */
  ROUND_TRIP(
      RoundTripBenchmark.class,
      "ns",
      "nanoseconds there and back",
      row -> RoundTripBenchmark.roundTrips(row.conditions()),
      row -> 2,
      row -> row.threads().toString()),

  /** See {@link LatencyBenchmark}. */
  LATENCY(
      LatencyBenchmark.class,
      "ns",
      "nanoseconds there and back, each round trip timed",
      row -> LatencyBenchmark.ROUND_TRIPS,
      row -> 2,
      row -> row.threads().toString()),

  /** See {@link RateBenchmark}. */
  RATE(
      RateBenchmark.class,
      "ns",
      "nanoseconds from the intended start of a send to its receive, the median at a fixed rate",
      row -> RateBenchmark.messages(row.rate()),
      row -> 1,
      row -> row.rate() + "/s, " + row.threads()),

  /** See {@link BurstBenchmark}. */
  BURST(
      BurstBenchmark.class,
      "us",
      "microseconds from a burst's first send until its last message is received",
      row -> 1,
      Row::size,
      row -> row.size() + " at once, " + row.threads()),

  /** See {@link FunnelBenchmark}. */
  FUNNEL(
      FunnelBenchmark.class,
      "ns",
      "nanoseconds a message, several streams at once",
      row -> FunnelBenchmark.messages(row.capacity()),
      row -> 1,
      row -> FunnelBenchmark.FUNNELS + " x " + streamLabel(row)),

  /** See {@link RequestReplyBenchmark}. */
  REQUEST_REPLY(
      RequestReplyBenchmark.class,
      "ns",
      "nanoseconds a request with its reply, clients to one server",
      row -> RequestReplyBenchmark.REQUESTS,
      row -> 2,
      row -> row.producers() + " to 1, " + row.threads()),

  /** See {@link SelectBenchmark}. */
  SELECT(
      SelectBenchmark.class,
      "ns",
      "nanoseconds a message, selected from several channels",
      row -> SelectBenchmark.messages(),
      row -> 1,
      row -> row.size() + " channels, " + row.threads()),

  /** See {@link WakeBenchmark}. */
  WAKE(
      WakeBenchmark.class,
      "ns",
      "nanoseconds there and back, to a thread that selects from many channels",
      row -> RoundTripBenchmark.ROUND_TRIPS,
      row -> 2,
      row -> row.size() + " channels, " + row.threads()),

  /** See {@link OverflowBenchmark}. */
  OVERFLOW(
      OverflowBenchmark.class,
      "ns",
      "nanoseconds a message sent, of which a full channel drops the oldest",
      row -> OverflowBenchmark.MESSAGES,
      row -> 1,
      row -> "capacity " + row.capacity() + ", to " + row.threads()),

  /** See {@link BatchBenchmark}. */
  BATCH(
      BatchBenchmark.class,
      "ns",
      "nanoseconds a message, received as many as are there",
      row -> StreamBenchmark.messages(row.capacity(), row.producers(), row.conditions()),
      row -> 1,
      Workload::streamLabel);

  /** Those between tasks that do more than streams and round trips. */
  private static final Set<Contender> TASKS =
      Set.of(
          Contender.FUTURES,
          Contender.WAKERS,
          Contender.KOTLIN,
          Contender.TOKIO,
          Contender.CROSSFIRE_ASYNC,
          Contender.KANAL_ASYNC,
          Contender.FLUME_ASYNC);

  /** Those whose latency at a rate is compared. */
  private static final Set<Contender> RATES =
      Set.of(
          Contender.BLOCKING,
          Contender.FUTURES,
          Contender.WAKERS,
          Contender.ARRAY_BLOCKING_QUEUE,
          Contender.JOX,
          Contender.CROSSBEAM,
          Contender.TOKIO);

  /** Those that select from several channels. */
  private static final Set<Contender> SELECTS =
      Set.of(
          Contender.BLOCKING,
          Contender.FUTURES,
          Contender.WAKERS,
          Contender.CROSSBEAM,
          Contender.TOKIO);

  /** Those that drop the oldest message. */
  private static final Set<Contender> OVERFLOWS =
      Set.of(
          Contender.BLOCKING, Contender.FUTURES, Contender.ARRAY_BLOCKING_QUEUE, Contender.KOTLIN);

  /** Those that cannot receive many messages in one operation. */
  private static final Set<Contender> NO_BATCHES =
      Set.of(
          Contender.DISRUPTOR,
          Contender.JOX,
          Contender.KOTLIN,
          Contender.SUBMISSION_PUBLISHER,
          Contender.CROSSBEAM,
          Contender.TOKIO,
          Contender.CROSSFIRE,
          Contender.CROSSFIRE_ASYNC,
          Contender.KANAL,
          Contender.KANAL_ASYNC,
          Contender.FLUME,
          Contender.FLUME_ASYNC);

  /** The class for JMH. */
  public final Class<?> benchmark;

  /** The unit of the figures. */
  public final String unit;

  /** What the figures say. */
  public final String meaning;

  private final ToIntFunction<Row> messagesInAnOperation;
  private final ToIntFunction<Row> operations;
  private final Function<Row, String> label;

  Workload(
      Class<?> benchmark,
      String unit,
      String meaning,
      ToIntFunction<Row> operations,
      ToIntFunction<Row> messagesInAnOperation,
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

  int messages(Row row) {
    return operations(row) * messagesInAnOperation.applyAsInt(row);
  }

  String label(Row row) {
    return label.apply(row);
  }

  /** Returns whether a contender can do this between threads or tasks of a kind. */
  boolean accepts(Contender contender, ThreadKind threads) {
    boolean betweenTasks = threads.workers() > 0;
    boolean does =
        switch (this) {
          case PROTOCOL, STREAM -> true;
          case ROUND_TRIP, FUNNEL -> contender != Contender.SYNCHRONOUS_QUEUE;
          case LATENCY, REQUEST_REPLY ->
              betweenTasks ? TASKS.contains(contender) : contender != Contender.SYNCHRONOUS_QUEUE;
          case RATE -> RATES.contains(contender) || contender.isOwn();
          case BURST -> !betweenTasks && contender != Contender.SYNCHRONOUS_QUEUE;
          case SELECT -> SELECTS.contains(contender);
          case WAKE -> !betweenTasks && SELECTS.contains(contender);
          case OVERFLOW -> OVERFLOWS.contains(contender);
          case BATCH -> !NO_BATCHES.contains(contender) && !contender.isOwn();
        };
    return does && runsBetween(contender, threads);
  }

  /** Returns whether messages go one way, and wait for capacity if there is none. */
  boolean isStream() {
    return this == STREAM || this == FUNNEL || this == BATCH;
  }

  private boolean runsBetween(Contender contender, ThreadKind threads) {
    if (this == PROTOCOL) {
      return contender.isInProtocol();
    }
    return switch (contender.users()) {
      case THREADS -> threads.workers() == 0;
      case PLATFORM_THREADS -> threads == ThreadKind.PLATFORM;
      case VIRTUAL_THREADS -> threads == ThreadKind.VIRTUAL;
      case TASKS -> threads.workers() > 0;
      case NONE -> false;
    };
  }

  private static String protocolLabel(Row row) {
    String size = bytes(row.size());
    return row.payload() == PayloadMode.COPIED ? size : size + ", " + row.payload();
  }

  private static String streamLabel(Row row) {
    return row.producers() + " to 1, capacity " + row.capacity() + ", " + row.threads();
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
