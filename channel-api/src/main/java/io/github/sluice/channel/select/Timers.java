// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.Experimental;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Receivers whose messages are points in time, for a {@link Selector} or a receiver's own methods.
 *
 * {@snippet id="Timers" lang="java" :
 * BlockingReceiver<Instant> deadline = Timers.after(Duration.ofSeconds(10));
 * try (Selector<Object> selector = Selector.fair()) {
 *   selector.add(orders.receiver());
 *   selector.add(deadline);
 *   Selection<Object> selection = selector.select();
 *   System.out.println(selection.receiver() == deadline ? "too late" : selection.message());
 * }
 * }
 *
 * <p><b>Threads.</b> No timer has a thread of its own: all use the one that the JDK has for the
 * timeouts of CompletableFuture. Futures and wakers that wait for a timer in a selector complete,
 * or are called, in {@link java.util.concurrent.CompletableFuture#defaultExecutor()}. A timer whose
 * receiver is closed or cancelled is forgotten at once; one whose receiver is no longer reachable,
 * when another timer starts or its own time has come.
 *
 * <p><b>Time.</b> No message comes before its time, by {@link System#nanoTime}. The message is the
 * time of the system's clock when it was sent.
 *
 * <p>The semantics are those of <a
 * href="https://docs.rs/crossbeam-channel/latest/crossbeam_channel/fn.after.html">crossbeam's</a>
 * channels of the same names.
 */
@Experimental
public final class Timers {
  private Timers() {}

  /**
   * Creates a receiver with one message, after a delay. The stream does not end by that: a second
   * receive waits until the receiver is closed.
   *
   * @param delay from now on; zero or less means now, and more than 292 years means never
   * @return a new receiver
   * @throws NullPointerException if the delay is null
   */
  public static BlockingReceiver<Instant> after(Duration delay) {
    return new Timer()
        .start(TimeUnit.NANOSECONDS.convert(Objects.requireNonNull(delay, "delay")), 0);
  }

  /**
   * Creates a receiver with one message, at a point in time; otherwise as {@link #after}. If the
   * system's clock is set meanwhile, that does not change when the message comes.
   *
   * @param when when the message is to come; if that is past, it comes now
   * @return a new receiver
   * @throws NullPointerException if it is null
   */
  public static BlockingReceiver<Instant> at(Instant when) {
    Objects.requireNonNull(when, "when");
    return after(Duration.between(Instant.now(), when));
  }

  /**
   * Creates a receiver with a message after each period. Ticks that come before the last one has
   * been received are skipped, and the others come when they would have come anyway: neither
   * skipping nor delays add up.
   *
   * @param period the time from tick to tick, and from now to the first
   * @return a new receiver, whose stream ends when it is closed
   * @throws IllegalArgumentException if the period is zero or less
   * @throws NullPointerException if the period is null
   */
  public static BlockingReceiver<Instant> tick(Duration period) {
    Objects.requireNonNull(period, "period");
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException(
          "cannot tick every "
              + period
              + ": the period must be positive. Use after for one message");
    }
    long nanos = TimeUnit.NANOSECONDS.convert(period);
    return new Timer().start(nanos, nanos);
  }

  /**
   * Creates a receiver that never has a message, for code that needs a timer where none is wanted.
   *
   * @return a new receiver, whose stream ends when it is closed
   */
  public static BlockingReceiver<Instant> never() {
    return new Timer().start(Long.MAX_VALUE, 0);
  }
}
