// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is measured: the two channels, the async one in both of its styles, and peers. */
public enum Contender {
  BLOCKING("blocking", "Sluice, BlockingChannel: send and receive"),
  FUTURES("futures", "Sluice, AsyncChannel with futures, each of which is awaited"),
  WAKERS("wakers", "Sluice, AsyncChannel with wakers"),
  ARRAY_BLOCKING_QUEUE("array-blocking-queue", "the JDK's ArrayBlockingQueue"),
  JCTOOLS("jctools", "MpscArrayQueue of JCTools, with Thread.yield; it cannot wait"),
  JOX("jox", "the channel of jox, for virtual threads; from JDK 21 on"),
  KOTLIN("kotlin", "the channel of Kotlin's coroutines"),
  SUBMISSION_PUBLISHER("submission-publisher", "the JDK's SubmissionPublisher"),
  CROSSBEAM("crossbeam", "crossbeam-channel, in Rust; with cargo"),
  TOKIO("tokio", "tokio::sync::mpsc, in Rust; with cargo");

  /** What runs unless the user says otherwise. */
  public static final List<Contender> OURS = List.of(BLOCKING, FUTURES, WAKERS);

  private final String label;
  private final String description;

  Contender(String label, String description) {
    this.label = label;
    this.description = description;
  }

  /** Says in one line what it is. */
  public String description() {
    return description;
  }

  public String label() {
    return label;
  }

  @Override
  public String toString() {
    return label;
  }

  public boolean isPeer() {
    return !OURS.contains(this);
  }

  /** Tells whether it is measured in a program of its own, written in Rust. */
  public boolean isRust() {
    return this == CROSSBEAM || this == TOKIO;
  }

  /** Returns the version that is measured, if it is a library's that the bench depends on. */
  public Optional<String> version() {
    return Versions.of(label);
  }

  /** Opens a channel for the protocol. */
  public Link open(int capacity) {
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
  public Tasks tasks() {
    return switch (this) {
      case FUTURES -> new PolledTasks(FuturesTaskPipe::new);
      case WAKERS -> new PolledTasks(WakersTaskPipe::new);
      case KOTLIN -> new KotlinTasks();
      case SUBMISSION_PUBLISHER -> new PublisherTasks();
      default -> throw new IllegalStateException(label + " is not measured so");
    };
  }

  /** Opens a channel between threads. */
  public Pipe pipe(int capacity) {
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
  public static Contender of(String label) {
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
  public static List<Contender> listOf(List<String> labels) {
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

  public static String labels() {
    return Arrays.stream(values()).map(Contender::label).collect(Collectors.joining(", "));
  }
}
