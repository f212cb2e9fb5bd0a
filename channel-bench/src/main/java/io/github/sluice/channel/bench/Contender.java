// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is measured: the two channels, the async one in both of its styles, and peers. */
enum Contender {
  BLOCKING("blocking"),
  FUTURES("futures"),
  WAKERS("wakers"),
  ARRAY_BLOCKING_QUEUE("array-blocking-queue"),
  JCTOOLS("jctools"),
  JOX("jox"),
  KOTLIN("kotlin"),
  SUBMISSION_PUBLISHER("submission-publisher"),
  CROSSBEAM("crossbeam"),
  TOKIO("tokio");

  /** What runs unless the user says otherwise. */
  static final List<Contender> OURS = List.of(BLOCKING, FUTURES, WAKERS);

  private final String label;

  Contender(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  boolean isPeer() {
    return !OURS.contains(this);
  }

  /** Tells whether it is a program of its own, see {@link RustPeers}. */
  boolean isRust() {
    return this == CROSSBEAM || this == TOKIO;
  }

  /** Tells whether it can do, and is worth measuring in, what a row is about. */
  boolean takesPartIn(Row row) {
    boolean betweenTasks = row.threads().workers() > 0;
    return switch (this) {
      case BLOCKING, ARRAY_BLOCKING_QUEUE, JCTOOLS -> !betweenTasks;
      case FUTURES, WAKERS, KOTLIN, TOKIO -> betweenTasks || row.workload() == Workload.PROTOCOL;
      case SUBMISSION_PUBLISHER -> betweenTasks;
      case JOX -> !betweenTasks && row.workload() != Workload.PROTOCOL;
      case CROSSBEAM -> row.threads() == ThreadKind.PLATFORM;
    };
  }

  /** Returns the version that is measured, if that is known and not the JDK's. */
  Optional<String> version(RustPeers rust) {
    return isRust() ? rust.version(this) : Optional.ofNullable(Bench.property(label));
  }

  /** Says in one line why it cannot be run here, if so. */
  Optional<String> missing(RustPeers rust) {
    int version = Runtime.version().feature();
    if (this == JOX && version < 21) {
      return Optional.of("jox is skipped: it needs JDK 21, and this is " + version);
    }
    return isRust() ? rust.missing().map(why -> label + " is skipped: " + why) : Optional.empty();
  }

  /** Opens a channel for the protocol. */
  Link open(int capacity) {
    return switch (this) {
      case BLOCKING -> new BlockingLink(capacity);
      case FUTURES -> new FuturesLink(capacity);
      case WAKERS -> new WakersLink(capacity);
      case ARRAY_BLOCKING_QUEUE -> new ArrayBlockingQueueLink(capacity);
      case JCTOOLS -> new JctoolsLink(capacity);
      case KOTLIN -> new KotlinLink(capacity);
      default -> throw new IllegalStateException(label + " is not measured so");
    };
  }

  /** Returns its workloads between tasks. */
  Tasks tasks() {
    return switch (this) {
      case FUTURES -> new PolledTasks(FuturesTaskPipe::new);
      case WAKERS -> new PolledTasks(WakersTaskPipe::new);
      case KOTLIN -> new KotlinTasks();
      case SUBMISSION_PUBLISHER -> new PublisherTasks();
      default -> throw new IllegalStateException(label + " is not measured so");
    };
  }

  /** Opens a channel between threads. */
  Pipe pipe(int capacity) {
    return switch (this) {
      case BLOCKING -> new BlockingPipe(capacity);
      case ARRAY_BLOCKING_QUEUE -> new QueuePipe(capacity);
      case JCTOOLS -> new JctoolsPipe(capacity);
      case JOX -> new JoxPipe(capacity);
      default -> throw new IllegalStateException(label + " is not measured so");
    };
  }

  /**
   * Finds a contender by its label.
   *
   * @throws IllegalArgumentException if there is none, with a message for the user
   */
  static Contender of(String label) {
    for (Contender contender : values()) {
      if (contender.label.equals(label)) {
        return contender;
      }
    }
    throw new IllegalArgumentException(
        "unknown contender '" + label + "'; there are: " + labels() + ", and all");
  }

  /**
   * Finds contenders by their labels, of which one may be {@code all}; each is returned once.
   *
   * @throws IllegalArgumentException if one is unknown, with a message for the user
   */
  static List<Contender> listOf(List<String> labels) {
    Set<Contender> contenders = new LinkedHashSet<>();
    for (String label : labels) {
      if (label.equals("all")) {
        contenders.addAll(Arrays.asList(values()));
      } else {
        contenders.add(of(label));
      }
    }
    return new ArrayList<>(contenders);
  }

  static String labels() {
    return Arrays.stream(values()).map(Contender::label).collect(Collectors.joining(", "));
  }
}
