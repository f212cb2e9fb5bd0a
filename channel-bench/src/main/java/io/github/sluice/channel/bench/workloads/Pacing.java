// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Pipe;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Messages that one thread sends at a fixed rate, and what their receiver does with them.
 *
 * <p>Message n has its intended start n intervals after that of message 0, whatever happens. The
 * sender spins until then; it skips no message, and sends a late one at once. The latency of a
 * message is the time from its intended start to its receive, so a send that was held up makes
 * every message late that was due meanwhile: coordinated omission (Gil Tene, "How NOT to Measure
 * Latency") cannot happen.
 */
final class Pacing {
  /** Numbers of the messages, over and over; how many there are is a power of two. */
  private static final Integer[] NUMBERS = new Integer[64];

  private static final Object END = new Object();
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  static {
    Arrays.setAll(NUMBERS, Integer::valueOf);
  }

  private final long rate;
  private final int messages;
  private final Histogram latencies;
  private final LongSupplier clock;
  private final CompletableFuture<Long> received = new CompletableFuture<>();

  /** When message 0 is due. Written before it is sent; the channel carries it to the receiver. */
  private long start;

  // Of the receiver alone.
  private int next;
  private boolean isInOrder = true;

  /**
   * Prepares to send; nothing is due yet.
   *
   * @param rate messages a second
   * @param messages how many there are
   * @param latencies what the receiver records to, in nanoseconds
   * @param clock nanoseconds since some time
   */
  Pacing(int rate, int messages, Histogram latencies, LongSupplier clock) {
    this.rate = rate;
    this.messages = messages;
    this.latencies = latencies;
    this.clock = clock;
  }

  private long intendedStart(int number) {
    return start + number * SECOND / rate;
  }

  /**
   * Sends all messages, of which the first is due at once, and waits until they are received.
   *
   * @return how many were received
   * @throws InterruptedException if the thread is interrupted
   * @throws IllegalStateException if a message was lost, repeated or reordered
   */
  long send(Pipe.Inlet inlet) throws InterruptedException {
    start = clock.getAsLong();
    for (int number = 0; number < messages; number++) {
      long due = intendedStart(number);
      while (clock.getAsLong() < due) {
        Thread.onSpinWait();
      }
      inlet.send(NUMBERS[number & NUMBERS.length - 1]);
    }
    inlet.send(END);
    return Workers.await(received);
  }

  /** Receives a message; returns whether there are more to come. */
  boolean receive(Object message) {
    if (message != END) {
      // The clocks of two processors may differ by some nanoseconds.
      latencies.recordValue(Math.max(0, clock.getAsLong() - intendedStart(next)));
      isInOrder &= message == NUMBERS[next & NUMBERS.length - 1];
      next++;
      return true;
    }
    if (isInOrder && next == messages) {
      received.complete((long) next);
    } else {
      fail(new IllegalStateException("messages were lost, repeated or reordered"));
    }
    return false;
  }

  /** Signals the sender that there is no receiver any more. */
  void fail(Throwable failure) {
    received.completeExceptionally(failure);
  }
}
