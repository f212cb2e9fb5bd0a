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
 * @param disturbances whether threads are unparked for no reason
 * @param callbacksThrow whether callbacks throw what they should not
 */
public record StressPlan(
    long seed,
    int capacity,
    int producers,
    int messages,
    Ending ending,
    int endAfter,
    boolean withdrawals,
    boolean disturbances,
    boolean callbacksThrow) {
  /** What callbacks throw. */
  public static final class CallbackException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallbackException() {
      super("thrown by a test's callback", null, false, false);
    }
  }

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
        case CANCEL -> cancel(receiver);
        case FAIL -> {
          Sender<?> sender = weak.upgrade();
          if (sender != null) {
            failAndClose(sender);
          }
        }
        default -> {}
      }
    }

    private static void cancel(Receiver<?> receiver) {
      try {
        receiver.cancel();
      } catch (CallbackException expected) {
        // onUndelivered's; it has nevertheless been given all messages
      }
    }

    private static void failAndClose(Sender<?> sender) {
      sender.closeExceptionally(new IllegalStateException("a test's"));
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

  private static final int[] CAPACITIES = {1, 1, 1, 2, 2, 3, 4, 7, 8, 9, 64, 100, 1000};

  /**
   * Creates a plan.
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
        random.nextBoolean(),
        random.nextInt(4) == 0,
        random.nextInt(4) == 0);
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
      sent += run(seed, maxMessages, round);
      if (rounds > enough) {
        throw new AssertionError("after " + rounds + " rounds only " + sent + " messages");
      }
    }
  }

  /**
   * Runs one plan.
   *
   * @param seed what it is chosen from
   * @param maxMessages how many messages a producer has at most
   * @param round runs it
   * @return how many messages were sent
   */
  public static int run(long seed, int maxMessages, Round round) {
    StressPlan plan = of(seed, maxMessages);
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    if (plan.callbacksThrow) {
      Thread.setDefaultUncaughtExceptionHandler(StressPlan::reportUnlessExpected);
    }
    try {
      return round.run(plan);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("run again with -Dsluice.seed=" + seed + ": " + plan, e);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  private static void reportUnlessExpected(Thread thread, Throwable thrown) {
    if (!(thrown instanceof CallbackException)) {
      System.err.println(thread);
      thrown.printStackTrace();
    }
  }

  /** Throws what a callback should not throw, if this is a plan in which callbacks do. */
  public void endOfCallback() {
    if (callbacksThrow) {
      throw new CallbackException();
    }
  }

  /**
   * Checks C1 and V1, at any time.
   *
   * @param size what the channel reports
   */
  public void requireWithinBounds(int size) {
    if (size < 0 || size > capacity) {
      throw new AssertionError("V1: size " + size + " of " + capacity);
    }
  }

  /**
   * Checks that nobody waits and nothing is reserved when all is over.
   *
   * @param channel shows its state
   */
  public static void requireNothingLeft(Object channel) {
    String state = channel.toString();
    if (!state.contains("permits=0, waitingSenders=0, senders=0, terminated")) {
      throw new AssertionError("V5: left behind in " + state);
    }
  }

  /**
   * Creates a source of random numbers for one of the threads of the round.
   *
   * @param thread which
   * @return numbers that depend on the seed and the thread alone
   */
  public Random random(int thread) {
    return new Random(seed * 31 + thread);
  }
}
