// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The contenders of the bench: the two channels, the async one in each of its styles, and peers.
 */
enum BuiltIn implements Contender {
  FLOOR("floor", Users.NONE, "no channel: the same messages through a plain array"),
  BLOCKING("blocking", Users.THREADS, "Sluice, BlockingChannel: send and receive"),
  FUTURES("futures", Users.TASKS, "Sluice, AsyncChannel with futures, each of which is awaited"),
  WAKERS("wakers", Users.TASKS, "Sluice, AsyncChannel with wakers"),
  BLOCKING_VIEWS("blocking-views", Users.THREADS, "Sluice, AsyncChannel through blocking()"),
  ARRAY_BLOCKING_QUEUE("array-blocking-queue", Users.THREADS, "the JDK's ArrayBlockingQueue"),
  LINKED_BLOCKING_QUEUE("linked-blocking-queue", Users.THREADS, "the JDK's LinkedBlockingQueue"),
  LINKED_TRANSFER_QUEUE(
      "linked-transfer-queue",
      Users.THREADS,
      "the JDK's LinkedTransferQueue; it has no bound, so producers never wait"),
  SYNCHRONOUS_QUEUE(
      "synchronous-queue", Users.THREADS, "the JDK's SynchronousQueue; its capacity is 0"),
  JCTOOLS(
      "jctools",
      Users.PLATFORM_THREADS,
      "MpscArrayQueue of JCTools, with Thread.yield; it cannot wait"),
  JCTOOLS_BLOCKING(
      "jctools-blocking",
      Users.PLATFORM_THREADS,
      "MpscBlockingConsumerArrayQueue of JCTools, with Thread.yield for producers"),
  AGRONA(
      "agrona",
      Users.PLATFORM_THREADS,
      "ManyToOneConcurrentArrayQueue of Agrona, with Thread.yield; it cannot wait"),
  DISRUPTOR(
      "disruptor",
      Users.PLATFORM_THREADS,
      "RingBuffer of the LMAX Disruptor; rounds capacities up"),
  CONVERSANT(
      "conversant",
      Users.PLATFORM_THREADS,
      "DisruptorBlockingQueue of Conversant; rounds capacities up"),
  JOX("jox", Users.VIRTUAL_THREADS, "the channel of jox; from JDK 21 on"),
  KOTLIN("kotlin", Users.TASKS, "the channel of Kotlin's coroutines"),
  SUBMISSION_PUBLISHER("submission-publisher", Users.TASKS, "the JDK's SubmissionPublisher"),
  CROSSBEAM("crossbeam", Users.PLATFORM_THREADS, "crossbeam-channel, in Rust; with cargo"),
  TOKIO("tokio", Users.TASKS, "tokio::sync::mpsc, in Rust; with cargo"),
  CROSSFIRE("crossfire", Users.PLATFORM_THREADS, "crossfire::mpsc, in Rust; with a network"),
  CROSSFIRE_ASYNC("crossfire-async", Users.TASKS, "the same between tasks of tokio"),
  KANAL("kanal", Users.PLATFORM_THREADS, "kanal, in Rust; with a network"),
  KANAL_ASYNC("kanal-async", Users.TASKS, "the same between tasks of tokio"),
  FLUME("flume", Users.PLATFORM_THREADS, "flume, in Rust; with a network"),
  FLUME_ASYNC("flume-async", Users.TASKS, "the same between tasks of tokio");

  private final String label;
  private final Users users;
  private final String description;

  BuiltIn(String label, Users users, String description) {
    this.label = label;
    this.users = users;
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }

  @Override
  public Users users() {
    return users;
  }

  @Override
  public boolean suits(int capacity, int producers) {
    if (capacity == 0) {
      return switch (this) {
        case BLOCKING, FUTURES, BLOCKING_VIEWS, SYNCHRONOUS_QUEUE, JOX, KOTLIN -> true;
        case CROSSBEAM, KANAL, KANAL_ASYNC, FLUME, FLUME_ASYNC -> true;
        default -> false;
      };
    }
    return switch (this) {
      case SYNCHRONOUS_QUEUE -> false;
      case LINKED_TRANSFER_QUEUE -> capacity >= 1000;
      case JCTOOLS, JCTOOLS_BLOCKING, AGRONA -> capacity >= 8;
      case DISRUPTOR, CONVERSANT -> capacity >= 8 && producers <= 64;
      default -> true;
    };
  }

  @Override
  public boolean isOurs() {
    return this == BLOCKING_VIEWS || OURS.contains(this);
  }

  @Override
  public boolean isOwn() {
    return false;
  }

  @Override
  public boolean isPeer() {
    return this != FLOOR && !isOurs();
  }

  @Override
  public boolean isInProtocol() {
    return this != JOX && this != SUBMISSION_PUBLISHER && this != SYNCHRONOUS_QUEUE;
  }

  @Override
  public boolean isRust() {
    return this == CROSSBEAM || this == TOKIO || needsRegistry();
  }

  @Override
  public boolean needsRegistry() {
    return switch (this) {
      case CROSSFIRE, CROSSFIRE_ASYNC, KANAL, KANAL_ASYNC, FLUME, FLUME_ASYNC -> true;
      default -> false;
    };
  }

  @Override
  public Optional<String> setting() {
    return Optional.ofNullable(
        switch (this) {
          case ARRAY_BLOCKING_QUEUE ->
              "not fair, its default: its documentation says that fairness lowers throughput";
          case SYNCHRONOUS_QUEUE -> "not fair, its default, which its documentation calls faster";
          case LINKED_TRANSFER_QUEUE -> "put, which never waits: it has no bound";
          case JCTOOLS, AGRONA ->
              "Thread.yield when full or empty: it has no waiting of its own, and a yield answers"
                  + " sooner than parking for a time";
          case JCTOOLS_BLOCKING ->
              "take parks the consumer, as the queue provides; Thread.yield when full, since"
                  + " producers have no waiting of their own";
          case DISRUPTOR ->
              "YieldingWaitStrategy, which its documentation recommends for low latency; its"
                  + " default locks for each message";
          case CONVERSANT ->
              "SpinPolicy.WAITING, its default: it spins before it parks, and SPINNING needs a"
                  + " processor for each thread that waits";
          case JOX -> "buffer of the row's capacity, and virtual threads, for which it was made";
          case KOTLIN -> "buffer of the row's capacity, on the same executor as ours";
          case TOKIO ->
              "current-thread runtime for one worker, so that no task moves between threads;"
                  + " multi-thread runtime for more";
          case CROSSFIRE, CROSSFIRE_ASYNC ->
              "detect_backoff_cfg(), which its documentation recommends for few processors";
          default -> null;
        });
  }

  @Override
  public Optional<String> version() {
    return Versions.of(label);
  }

  @Override
  public Link open(int capacity) {
    return switch (this) {
      case FLOOR -> new ArrayLink(capacity);
      case BLOCKING -> BlockingLink.ofBlocking(capacity);
      case FUTURES -> new FuturesLink(capacity);
      case WAKERS -> new WakersLink(capacity);
      case BLOCKING_VIEWS -> BlockingLink.ofViews(capacity);
      case ARRAY_BLOCKING_QUEUE,
          LINKED_BLOCKING_QUEUE,
          LINKED_TRANSFER_QUEUE,
          JCTOOLS_BLOCKING,
          CONVERSANT ->
          new BlockingQueueLink(Queues.blocking(this, capacity));
      case JCTOOLS -> new PolledQueueLink(Queues.jctools(capacity));
      case AGRONA -> new PolledQueueLink(Queues.agrona(capacity));
      case DISRUPTOR -> new PipeLink(new DisruptorPipe(capacity));
      case KOTLIN -> new KotlinLink(capacity);
      default -> throw new IllegalStateException(label + " is not measured so");
    };
  }

  @Override
  public Tasks tasks() {
    return switch (this) {
      case FUTURES -> new PolledTasks(FuturesTaskPipe::new);
      case WAKERS -> new PolledTasks(WakersTaskPipe::new);
      case KOTLIN -> new KotlinTasks();
      case SUBMISSION_PUBLISHER -> new PublisherTasks();
      default -> throw new IllegalStateException(label + " is not measured so");
    };
  }

  @Override
  public Pipe selectPipe(int capacity, int channels, int producers) {
    if (this != BLOCKING) {
      throw new IllegalStateException(label + " is not measured so");
    }
    return new BlockingSelectPipe(capacity, channels, producers);
  }

  @Override
  public Tasks selectTasks(int channels, int producers) {
    return switch (this) {
      case FUTURES ->
          new PolledTasks(capacity -> new AsyncSelectPipe(false, capacity, channels, producers));
      case WAKERS ->
          new PolledTasks(capacity -> new AsyncSelectPipe(true, capacity, channels, producers));
      default -> throw new IllegalStateException(label + " is not measured so");
    };
  }

  @Override
  public LossyPipe lossyPipe(int capacity, Executor receiver) {
    return switch (this) {
      case BLOCKING -> new LossyBlocking(capacity, receiver);
      case FUTURES -> new LossyFutures(capacity, receiver);
      case ARRAY_BLOCKING_QUEUE -> new LossyQueue(capacity, receiver);
      case KOTLIN -> new LossyKotlin(capacity, receiver);
      default -> throw new IllegalStateException(label + " is not measured so");
    };
  }

  @Override
  public Pipe pipe(int capacity) {
    return switch (this) {
      case BLOCKING -> BlockingPipe.ofBlocking(capacity);
      case BLOCKING_VIEWS -> BlockingPipe.ofViews(capacity);
      case ARRAY_BLOCKING_QUEUE,
          LINKED_BLOCKING_QUEUE,
          LINKED_TRANSFER_QUEUE,
          SYNCHRONOUS_QUEUE,
          JCTOOLS_BLOCKING,
          CONVERSANT ->
          new BlockingQueuePipe(Queues.blocking(this, capacity));
      case JCTOOLS -> PolledQueuePipe.ofJctools(capacity);
      case AGRONA -> PolledQueuePipe.ofAgrona(capacity);
      case DISRUPTOR -> new DisruptorPipe(capacity);
      case JOX -> new JoxPipe(capacity);
      default -> throw new IllegalStateException(label + " is not measured so");
    };
  }
}
