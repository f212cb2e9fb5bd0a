// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is measured: the contenders of the bench, which are constants here, and what the user adds
 * to them as an {@link OwnContender}. Two with the same label are equal.
 */
public sealed interface Contender permits BuiltIn, OwnPeer {
  /*
   * No method here is a default one. The class initialisation of BuiltIn would then need that of
   * this interface, which needs that of BuiltIn for the constants.
   */

  Contender FLOOR = BuiltIn.FLOOR;
  Contender BLOCKING = BuiltIn.BLOCKING;
  Contender FUTURES = BuiltIn.FUTURES;
  Contender WAKERS = BuiltIn.WAKERS;
  Contender BLOCKING_VIEWS = BuiltIn.BLOCKING_VIEWS;
  Contender ARRAY_BLOCKING_QUEUE = BuiltIn.ARRAY_BLOCKING_QUEUE;
  Contender LINKED_BLOCKING_QUEUE = BuiltIn.LINKED_BLOCKING_QUEUE;
  Contender LINKED_TRANSFER_QUEUE = BuiltIn.LINKED_TRANSFER_QUEUE;
  Contender SYNCHRONOUS_QUEUE = BuiltIn.SYNCHRONOUS_QUEUE;
  Contender JCTOOLS = BuiltIn.JCTOOLS;
  Contender JCTOOLS_BLOCKING = BuiltIn.JCTOOLS_BLOCKING;
  Contender AGRONA = BuiltIn.AGRONA;
  Contender DISRUPTOR = BuiltIn.DISRUPTOR;
  Contender CONVERSANT = BuiltIn.CONVERSANT;
  Contender JOX = BuiltIn.JOX;
  Contender KOTLIN = BuiltIn.KOTLIN;
  Contender SUBMISSION_PUBLISHER = BuiltIn.SUBMISSION_PUBLISHER;
  Contender CROSSBEAM = BuiltIn.CROSSBEAM;
  Contender TOKIO = BuiltIn.TOKIO;
  Contender CROSSFIRE = BuiltIn.CROSSFIRE;
  Contender CROSSFIRE_ASYNC = BuiltIn.CROSSFIRE_ASYNC;
  Contender KANAL = BuiltIn.KANAL;
  Contender KANAL_ASYNC = BuiltIn.KANAL_ASYNC;
  Contender FLUME = BuiltIn.FLUME;
  Contender FLUME_ASYNC = BuiltIn.FLUME_ASYNC;

  /** What uses a channel, but for the protocol, where one thread does everything. */
  enum Users {
    /** Threads that wait in the channel. */
    THREADS,

    /** Those only: virtual threads that yield until something happens can keep others waiting. */
    PLATFORM_THREADS,

    /** Those only, for which it was made. */
    VIRTUAL_THREADS,

    /** Tasks of an executor, none of which waits. */
    TASKS,

    /** One thread, which is both sender and receiver. */
    NONE
  }

  /** The two channels, and both styles of the async one. */
  List<Contender> OURS = List.of(BLOCKING, FUTURES, WAKERS);

  /** What runs unless the user says otherwise. */
  List<Contender> DEFAULT = List.of(FLOOR, BLOCKING, FUTURES, WAKERS);

  /** The order of the tables: those of the bench as above, then the user's own by label. */
  Comparator<Contender> ORDER =
      Comparator.comparingInt(
              (Contender one) ->
                  one instanceof BuiltIn builtIn ? builtIn.ordinal() : Integer.MAX_VALUE)
          .thenComparing(Contender::label);

  /** Says in one line what it is. */
  String description();

  /** Returns the name that the user knows, and that results have. */
  @JsonValue
  String label();

  /** Returns what it is measured between. */
  Users users();

  /**
   * Returns whether streams through it say something: not if its capacity is another one by far,
   * because it rounds up or has no bound, nor if its producers spin so much that nothing moves.
   */
  boolean suits(int capacity, int producers);

  /** Returns whether it is one of Sluice's channels. */
  boolean isOurs();

  /** Returns whether it is the user's own, and not the bench's. */
  boolean isOwn();

  /** Returns whether it is another channel than Sluice's. */
  boolean isPeer();

  /** Returns whether it is measured in the protocol. */
  boolean isInProtocol();

  /** Returns whether it is measured in a program of its own, written in Rust. */
  boolean isRust();

  /** Returns whether its crate is in cargo's registry only, and in no package of a system. */
  boolean needsRegistry();

  /** Says which settings of a peer are used and why, if it has any that matter. */
  Optional<String> setting();

  /** Returns the version that is measured, if it is a library's that the bench depends on. */
  Optional<String> version();

  /** Opens a channel for the protocol. */
  Link open(int capacity);

  /** Returns its workloads between tasks. */
  Tasks tasks();

  /** Opens some channels between threads, from which one selects; each producer has its share. */
  Pipe selectPipe(int capacity, int channels, int producers);

  /** Returns streams between tasks that go through some channels, from which one selects. */
  Tasks selectTasks(int channels, int producers);

  /** Opens a channel that drops its oldest message when it is full. */
  LossyPipe lossyPipe(int capacity, Executor receiver);

  /** Opens a channel between threads. */
  Pipe pipe(int capacity);

  /** Returns the contenders of the bench. */
  static Contender[] values() {
    return BuiltIn.values();
  }

  /**
   * Returns the contenders of the bench, and the user's own that are on the class path.
   *
   * @throws IllegalArgumentException if one of the user's own cannot be, with a message for the
   *     user
   */
  static List<Contender> all() {
    return Stream.concat(Stream.of(values()), OwnContenders.present().stream()).toList();
  }

  /**
   * Returns the contender that results name. If it is the user's own, it need not be on the class
   * path: then it can be reported, and not be measured.
   *
   * @throws IllegalArgumentException if that is no contender's label
   */
  @JsonCreator
  static Contender named(String label) {
    Optional<Contender> builtIn = builtIn(label);
    return builtIn.isPresent() ? builtIn.get() : new OwnPeer(label);
  }

  /**
   * Finds a contender that can be measured by its label.
   *
   * @throws IllegalArgumentException if there is none, with a message for the user
   */
  static Contender of(String label) {
    Optional<Contender> builtIn = builtIn(label);
    if (builtIn.isPresent()) {
      return builtIn.get();
    }
    if (OwnContenders.isPresent(label)) {
      return new OwnPeer(label);
    }
    throw new IllegalArgumentException(
        "unknown contender '"
            + label
            + "'; there are: "
            + labels()
            + ", and all; one of your own needs "
            + OwnContenders.SERVICE
            + " on the class path, which java -cp has and java -jar ignores");
  }

  private static Optional<Contender> builtIn(String label) {
    for (Contender contender : values()) {
      if (contender.label().equals(label)) {
        return Optional.of(contender);
      }
    }
    return Optional.empty();
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
        contenders.addAll(all());
      } else {
        contenders.add(of(label));
      }
    }
    return new ArrayList<>(contenders);
  }

  /** Returns the labels of all, in one line. */
  static String labels() {
    return all().stream().map(Contender::label).collect(Collectors.joining(", "));
  }
}
