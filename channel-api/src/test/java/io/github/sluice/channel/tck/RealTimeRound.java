// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.function.BooleanSupplier;

/**
 * Two operations on a channel of its own, by two threads: the first thread operates and then reads
 * a flag, the second writes the flag and then operates. A read that comes before the write means
 * that the first operation was over before the second began, so that the second must see its
 * effect.
 */
final class RealTimeRound {
  /** The first operation. */
  @FunctionalInterface
  interface Operation {
    /**
     * Does it.
     *
     * @param over to be called when the operation is over
     */
    void run(Runnable over) throws Exception;
  }

  private final TestedChannel<?> channel;
  private final Operation first;
  private final BooleanSupplier second;
  private volatile boolean begun; // by the second thread
  private boolean over; // by the first thread
  private boolean seen; // by the second thread

  /**
   * Creates a round.
   *
   * @param channel the channel, for messages
   * @param first the first operation, which is over when it has returned
   * @param second the second operation, which returns whether it has seen the effect of the first
   */
  RealTimeRound(TestedChannel<?> channel, Race.Task first, BooleanSupplier second) {
    this(
        channel,
        over -> {
          first.run();
          over.run();
        },
        second);
  }

  /**
   * Creates a round.
   *
   * @param channel the channel, for messages
   * @param first the first operation, which says itself when it is over
   * @param second the second operation, which returns whether it has seen the effect of the first
   */
  RealTimeRound(TestedChannel<?> channel, Operation first, BooleanSupplier second) {
    this.channel = channel;
    this.first = first;
    this.second = second;
  }

  /** The first thread's part. */
  void runFirst() throws Exception {
    first.run(() -> over = !begun);
  }

  /** The second thread's part. */
  void runSecond() {
    begun = true;
    seen = second.getAsBoolean();
  }

  // ---- what follows is read when both threads are done

  /** Returns whether the first operation was over before the second began. */
  boolean isInOrder() {
    return over;
  }

  /** Returns whether the second operation has seen the effect of the first. */
  boolean isSeen() {
    return seen;
  }

  @Override
  public String toString() {
    return channel.toString();
  }
}
