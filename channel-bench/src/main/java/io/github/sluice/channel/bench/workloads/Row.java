// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Contender;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One row of the tables: a workload with its parameters, on which contenders are compared. What a
 * parameter means is for the workload to say; it may not have a meaning.
 *
 * @param size bytes in a message, messages in a burst, channels, or messages a second
 * @param capacity of the channel
 * @param producers how many threads, or tasks, send
 * @param threads of which kind they are
 * @param conditions what else the machine does meanwhile
 * @param payload how the bytes of a message move; shared but for the protocol
 */
public record Row(
    Workload workload,
    int size,
    int capacity,
    int producers,
    ThreadKind threads,
    Conditions conditions,
    PayloadMode payload) {
  /** 8 bytes hold the stamp; a thousand of the largest fill a quarter of the heap. */
  private static final int MIN_SIZE = 8;

  private static final int MAX_SIZE = 128 * 1024;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public Row {
    requireRange("--capacities", capacity, workload == Workload.STREAM ? 0 : 1, 1_000_000);
    requireRange("--producers", producers, 1, 10_000);
  }

  private Row(Workload workload, int size, int capacity, int producers, ThreadKind threads) {
    this(workload, size, capacity, producers, threads, Conditions.QUIET, PayloadMode.SHARED);
  }

  /** The protocol with messages of so many bytes, which are copied. */
  public static Row protocol(int size) {
    return protocol(size, PayloadMode.COPIED);
  }

  /** The protocol with messages of so many bytes. */
  public static Row protocol(int size, PayloadMode payload) {
    requireRange("--sizes", size, MIN_SIZE, MAX_SIZE);
    return new Row(
        Workload.PROTOCOL,
        size,
        ProtocolBenchmark.MESSAGES,
        1,
        ThreadKind.PLATFORM,
        Conditions.QUIET,
        payload);
  }

  /** The protocol with messages of each of these sizes, which are copied. */
  public static List<Row> protocol(List<Integer> sizes) {
    return protocol(sizes, PayloadMode.COPIED);
  }

  /** The protocol with messages of each of these sizes. */
  public static List<Row> protocol(List<Integer> sizes, PayloadMode payload) {
    return sizes.stream().distinct().map(size -> protocol(size, payload)).toList();
  }

  /** A stream from so many producers. */
  public static Row stream(int capacity, int producers, ThreadKind threads) {
    return new Row(Workload.STREAM, MIN_SIZE, capacity, producers, threads);
  }

  /** Round trips over two channels of capacity 1. */
  public static Row roundTrip(ThreadKind threads) {
    return new Row(Workload.ROUND_TRIP, MIN_SIZE, 1, 1, threads);
  }

  /** The same, each of them timed. */
  public static Row latency(ThreadKind threads) {
    return new Row(Workload.LATENCY, MIN_SIZE, 1, 1, threads);
  }

  /** So many messages a second. */
  public static Row rate(int rate, ThreadKind threads) {
    requireRange("--rates", rate, RateBenchmark.MIN_RATE, RateBenchmark.MAX_RATE);
    return new Row(Workload.RATE, rate, RateBenchmark.CAPACITY, 1, threads);
  }

  /** Bursts of so many messages. */
  public static Row burst(int size, ThreadKind threads) {
    requireRange("a burst", size, 1, BurstBenchmark.CAPACITY);
    return new Row(Workload.BURST, size, BurstBenchmark.CAPACITY, 1, threads);
  }

  /** Several streams at once. */
  public static Row funnel(int capacity, ThreadKind threads) {
    return new Row(Workload.FUNNEL, MIN_SIZE, capacity, FunnelBenchmark.SENDERS, threads);
  }

  /** Requests of some clients to one server. */
  public static Row requestReply(ThreadKind threads) {
    return new Row(
        Workload.REQUEST_REPLY,
        MIN_SIZE,
        RequestReplyBenchmark.CAPACITY,
        RequestReplyBenchmark.CLIENTS,
        threads);
  }

  /** Streams through so many channels, from which one receiver selects. */
  public static Row select(int channels, ThreadKind threads) {
    requireRange("channels", channels, 2, 64);
    return new Row(
        Workload.SELECT, channels, SelectBenchmark.CAPACITY, SelectBenchmark.PRODUCERS, threads);
  }

  /** Round trips to a thread that selects from so many channels. */
  public static Row wake(int channels, ThreadKind threads) {
    requireRange("channels", channels, 1, 10_000);
    return new Row(Workload.WAKE, channels, 1, 1, threads);
  }

  /** A stream of which messages are dropped. */
  public static Row overflow(ThreadKind receiver) {
    return new Row(Workload.OVERFLOW, MIN_SIZE, OverflowBenchmark.CAPACITY, 1, receiver);
  }

  /** A stream that is received in batches. */
  public static Row batch(int capacity, int producers, ThreadKind threads) {
    return new Row(Workload.BATCH, MIN_SIZE, capacity, producers, threads);
  }

  /** The same under other conditions. */
  public Row under(Conditions others) {
    return new Row(workload, size, capacity, producers, threads, others, payload);
  }

  /**
   * Checks a number that the user has given.
   *
   * @throws IllegalArgumentException with a message for the user, if it is out of range
   */
  public static void requireRange(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          option + ": " + value + " is not between " + min + " and " + max);
    }
  }

  /** Returns how many messages are sent in a second, if that is fixed. */
  public int rate() {
    return size;
  }

  /** Returns whether a contender can do, and is worth measuring in, what this is about. */
  public boolean accepts(Contender contender) {
    return workload.accepts(contender, threads)
        && (!workload.isStream() || contender.suits(capacity, producers));
  }

  /** Returns whether single operations are timed at it. */
  public boolean hasLatencies() {
    return workload == Workload.LATENCY || workload == Workload.RATE;
  }

  /** How many operations the score of JMH is for; 1 if that is the figure. */
  public int operations() {
    return workload.operations(this);
  }

  /** How many messages are sent while JMH measures once. */
  public int messages() {
    return workload.messages(this);
  }

  /** The values of JMH's parameters, of which each benchmark has some. */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("size", Integer.toString(size));
    parameters.put("sizes", Integer.toString(size));
    parameters.put("mode", payload.toString());
    parameters.put("rate", Integer.toString(rate()));
    parameters.put("capacity", Integer.toString(capacity));
    parameters.put("producers", Integer.toString(producers));
    parameters.put("threads", threads.toString());
    parameters.put("conditions", conditions.name());
    return parameters;
  }

  /** The same for the Rust peers, as options of their command line. */
  public List<String> rustOptions() {
    Map<String, Integer> options = new LinkedHashMap<>();
    options.put("--size", size);
    options.put("--capacity", capacity);
    options.put("--producers", producers);
    options.put("--messages", operations());
    // Peers between threads have no workers, and the option must be positive.
    options.put("--workers", Math.max(1, threads.workers()));
    if (workload == Workload.RATE) {
      options.put("--rate", rate());
    }
    if (conditions == Conditions.LOADED) {
      options.put("--load", Load.processors());
    }
    return options.entrySet().stream()
        .flatMap(option -> List.of(option.getKey(), option.getValue().toString()).stream())
        .toList();
  }

  /** What stands at the row's beginning. */
  public String label() {
    return workload.label(this) + conditions.suffix();
  }
}
