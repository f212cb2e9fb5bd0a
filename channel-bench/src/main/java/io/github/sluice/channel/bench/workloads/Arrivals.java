// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.util.BitSet;
import java.util.concurrent.atomic.LongAdder;

/**
 * Numbered messages of some producers, as they arrive. Each must come once, and after the ones that
 * its producer has sent before it. After its messages a producer sends one more, which ends them.
 */
final class Arrivals {
  /** The last message of all. */
  static final Object LAST =
      new Object() {
        @Override
        public String toString() {
          return "the last message";
        }
      };

  /** A message of one producer. */
  record Numbered(int producer, int number) {
    @Override
    public String toString() {
      return "message " + number + " of producer " + producer;
    }
  }

  /** Says what is wrong with the channel, as the rest of a sentence. */
  static final class WrongException extends RuntimeException {
    private static final long serialVersionUID = 1;

    WrongException(String message) {
      super(message);
    }
  }

  private final int each;
  private final LongAdder sent = new LongAdder();

  // Under the lock of this object; the receiver alone changes them.
  private final BitSet[] arrived;
  private int ended;
  private long received;

  Arrivals(int producers, int each) {
    this.each = each;
    arrived = new BitSet[producers];
    for (int i = 0; i < producers; i++) {
      arrived[i] = new BitSet(each + 1);
    }
  }

  /** Counts a message whose send has returned. */
  void sent() {
    sent.increment();
  }

  /** Returns whether the last message of each producer has arrived. */
  synchronized boolean areComplete() {
    return ended == arrived.length;
  }

  /**
   * Takes what has been received.
   *
   * @throws WrongException if it should not have come, or not yet
   */
  synchronized void accept(Object message) {
    if (!(message instanceof Numbered numbered)) {
      throw new WrongException("delivered " + message + ", which was not sent");
    }
    received++;
    BitSet before = arrived[numbered.producer];
    int highest = before.length() - 1;
    if (before.get(numbered.number)) {
      throw new WrongException("delivered " + message + " twice");
    }
    if (numbered.number < highest) {
      throw new WrongException(
          "delivered " + message + " after message " + highest + " of the same producer");
    }
    before.set(numbered.number);
    if (numbered.number == each) {
      requireAll(numbered.producer);
      ended++;
    }
  }

  private void requireAll(int producer) {
    int missing = arrived[producer].nextClearBit(0);
    if (missing < each) {
      throw new WrongException(
          "lost " + new Numbered(producer, missing) + ", or let a later one overtake it");
    }
  }

  /**
   * Takes what has been received after the last message has been sent.
   *
   * @throws WrongException if it is another one
   */
  void acceptLast(Object message) {
    if (message != LAST) {
      accept(message);
    }
  }

  /** Returns a number that changes while anything happens. */
  synchronized long steps() {
    return sent.sum() + received;
  }

  /** Says what is wrong if nothing happens any more. */
  synchronized String stalled() {
    for (int i = 0; i < arrived.length; i++) {
      int missing = arrived[i].nextClearBit(0);
      if (missing < arrived[i].length()) {
        return "lost " + new Numbered(i, missing) + " and then stood still";
      }
    }
    return "stood still after "
        + sent.sum()
        + " sends and "
        + received
        + " receives: a message is lost, or an end waits for ever";
  }
}
