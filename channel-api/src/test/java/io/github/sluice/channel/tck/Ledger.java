// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The books of a stress test: what became of every message, seen from both ends. */
public final class Ledger {
  private static final byte BEGUN = 1;
  private static final byte SENT = 2;
  private static final byte NOT_SENT = 3;

  private final byte[][] fates; // by producer and number; each row written by its producer alone
  private final int[] begun; // by producer
  private final List<StressMessage> received = new ArrayList<>(); // by the receiver alone
  private final ConcurrentLinkedQueue<StressMessage> undelivered = new ConcurrentLinkedQueue<>();

  /**
   * Creates empty books.
   *
   * @param producers how many producers there are
   * @param messages how many messages each has at most
   */
  public Ledger(int producers, int messages) {
    fates = new byte[producers][messages];
    begun = new int[producers];
  }

  /**
   * Creates the next message of a producer, in its thread.
   *
   * @param producer which
   * @return a new message
   */
  public StressMessage next(int producer) {
    int number = begun[producer]++;
    fates[producer][number] = BEGUN;
    return new StressMessage(producer, number);
  }

  /**
   * Records, in the thread of its producer, that the channel has accepted a message.
   *
   * @param message the message
   */
  public void sent(StressMessage message) {
    settle(message, SENT);
  }

  /**
   * Records, in the thread of its producer, that a message was refused or withdrawn.
   *
   * @param message the message
   */
  public void notSent(StressMessage message) {
    settle(message, NOT_SENT);
  }

  private void settle(StressMessage message, byte fate) {
    assertEquals(BEGUN, fates[message.producer()][message.number()], () -> "fate of " + message);
    fates[message.producer()][message.number()] = fate;
  }

  /**
   * Records, in the thread of the receiver, that a message was received.
   *
   * @param message the message
   */
  public void received(StressMessage message) {
    assertTrue(message.isIntact(), "H1: damaged message");
    received.add(message);
  }

  /**
   * Records, in any thread, that a message was handed over as undelivered.
   *
   * @param message the message
   */
  public void undelivered(StressMessage message) {
    assertTrue(message.isIntact(), "H1: damaged message");
    undelivered.add(message);
  }

  /**
   * Returns how many messages have been received so far, in the thread of the receiver.
   *
   * @return the number of messages
   */
  public int receivedCount() {
    return received.size();
  }

  /**
   * Returns how many messages have been handed over as undelivered so far.
   *
   * @return the number of messages
   */
  public int undeliveredCount() {
    return undelivered.size();
  }

  /**
   * Closes the books, when all threads have ended: what was sent has come out exactly once, what
   * was not has not, and every producer's messages came in order.
   *
   * @return how many messages have been sent
   */
  public int verify() {
    byte[][] seen = new byte[fates.length][];
    int[] last = new int[fates.length];
    for (int producer = 0; producer < fates.length; producer++) {
      seen[producer] = new byte[fates[producer].length];
      last[producer] = -1;
    }
    for (StressMessage message : received) {
      assertTrue(message.number() > last[message.producer()], () -> "O1: " + message + " late");
      last[message.producer()] = message.number();
      assertEquals(1, ++seen[message.producer()][message.number()], () -> "S2: " + message);
    }
    for (StressMessage message : undelivered) {
      assertEquals(1, ++seen[message.producer()][message.number()], () -> "S2: " + message);
    }
    int sent = 0;
    for (int producer = 0; producer < fates.length; producer++) {
      for (int number = 0; number < begun[producer]; number++) {
        boolean accepted = fates[producer][number] == SENT;
        assertEquals(
            accepted ? 1 : 0,
            seen[producer][number],
            (accepted ? "S1: lost " : "S4: not sent, but came out ") + producer + "/" + number);
        sent += accepted ? 1 : 0;
      }
    }
    return sent;
  }

  @Override
  public String toString() {
    return "received " + received.size() + ", undelivered " + undelivered.size();
  }
}
