// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What is measured: the two channels, the async one in both of its styles, and peers. */
enum Contender {
  BLOCKING("blocking"),
  FUTURES("futures"),
  WAKERS("wakers"),
  ARRAY_BLOCKING_QUEUE("array-blocking-queue"),
  JCTOOLS("jctools");

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

  Link open(int capacity) {
    return switch (this) {
      case BLOCKING -> new BlockingLink(capacity);
      case FUTURES -> new FuturesLink(capacity);
      case WAKERS -> new WakersLink(capacity);
      case ARRAY_BLOCKING_QUEUE -> new ArrayBlockingQueueLink(capacity);
      case JCTOOLS -> new JctoolsLink(capacity);
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
