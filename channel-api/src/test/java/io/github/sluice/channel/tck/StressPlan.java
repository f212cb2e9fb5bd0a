// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.WeakSender;
import java.util.Random;

/**
 * What one round of a stress test is to do, chosen at random from a seed.
 *
 * @param seed what everything in the round is chosen from
 * @param capacity the capacity
 * @param producers how many producers send at once
 * @param messages how many messages each of them begins at most
 * @param ending how the stream ends
 * @param endAfter how many messages are received before the receiver ends it
 * @param withdrawals whether waiting operations are interrupted or cancelled
 */
public record StressPlan(
    long seed,
    int capacity,
    int producers,
    int messages,
    Ending ending,
    int endAfter,
    boolean withdrawals) {
  /** How a stream ends. */
  public enum Ending {
    /** Every producer closes its handles. */
    SENDERS,
    /** The receiver closes. */
    CLOSE,
    /** The receiver cancels. */
    CANCEL,
    /** A handle fails the channel. */
    FAIL;

    /**
     * Ends the stream, unless the producers do that.
     *
     * @param receiver the receiver
     * @param weak where a handle can be had from, unless the stream has ended
     */
    public void end(Receiver<?> receiver, WeakSender<? extends Sender<?>> weak) {
      switch (this) {
        case CLOSE -> receiver.close();
        case CANCEL -> receiver.cancel();
        case FAIL -> weak.upgrade().ifPresent(Ending::failAndClose);
        default -> {}
      }
    }

    private static void failAndClose(Sender<?> sender) {
      sender.fail(new IllegalStateException("a test's"));
      sender.close();
    }
  }

  /** Runs one plan. */
  @FunctionalInterface
  public interface Round {
    /**
     * Does what the plan says, and checks the books.
     *
     * @param plan what to do
     * @return how many messages were sent
     * @throws Exception fails the test
     */
    int run(StressPlan plan) throws Exception;
  }

  private static final int[] CAPACITIES = {1, 1, 1, 2, 2, 3, 4, 7, 8, 9, 64, 100};

  /**
   * Makes a plan.
   *
   * @param seed what to choose from; the same seed makes the same plan
   * @param maxMessages how many messages a producer has at most
   * @return the plan
   */
  public static StressPlan of(long seed, int maxMessages) {
    Random random = new Random(seed);
    int producers = 1 + random.nextInt(4);
    int messages = 1 + random.nextInt(maxMessages);
    return new StressPlan(
        seed,
        CAPACITIES[random.nextInt(CAPACITIES.length)],
        producers,
        messages,
        Ending.values()[random.nextInt(Ending.values().length)],
        random.nextInt(producers * messages + 1),
        random.nextBoolean());
  }

  /**
   * Runs plans until enough messages have been sent. The system property sluice.seed makes it begin
   * with a given seed.
   *
   * @param enough how many messages
   * @param maxMessages how many messages a producer has at most in one round
   * @param round runs a plan
   */
  public static void runUntilSent(int enough, int maxMessages, Round round) {
    Long given = Long.getLong("sluice.seed");
    long seed = given != null ? given : System.nanoTime();
    int sent = 0;
    for (int rounds = 0; sent < enough; rounds++, seed++) {
      StressPlan plan = of(seed, maxMessages);
      try {
        sent += round.run(plan);
      } catch (Exception | AssertionError e) {
        throw new AssertionError(
            "round " + rounds + "; run again with -Dsluice.seed=" + seed + ": " + plan, e);
      }
      if (rounds > enough) {
        throw new AssertionError("after " + rounds + " rounds only " + sent + " messages");
      }
    }
  }

  /**
   * Makes a source of random numbers for one of the threads of the round.
   *
   * @param thread which
   * @return numbers that depend on the seed and the thread alone
   */
  public Random random(int thread) {
    return new Random(seed * 31 + thread);
  }
}
