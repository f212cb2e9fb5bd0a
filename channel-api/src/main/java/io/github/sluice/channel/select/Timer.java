// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.base.Timeout;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelOptions;
import io.github.sluice.channel.internal.parking.ParkingReceiver;
import io.github.sluice.channel.internal.parking.ParkingSender;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A channel for one message, to which the JDK's timer sends. */
final class Timer {
  private final ChannelCore<Instant> core =
      new ChannelCore<>(new ChannelOptions<>(1), CallbackExecutor.DIRECT);

  private final ParkingReceiver<Instant> receiver = new ParkingReceiver<>(core);

  Timer() {
    core.opened(new ParkingSender<>(core, true)); // never closed: the stream does not end by itself
  }

  /**
   * Starts the clock.
   *
   * @param nanos to the first message
   * @param period in nanoseconds from message to message, or 0 if there is only one
   */
  BlockingReceiver<Instant> start(long nanos, long period) {
    Tick.forgetUnreachable();
    if (nanos <= 0) {
      core.trySend(Instant.now());
    } else if (nanos != Long.MAX_VALUE) {
      Tick tick = new Tick(core, System.nanoTime() + nanos, period);
      tick.schedule(nanos);
      core.closeFuture().thenRun(tick::cancel);
    }
    return receiver;
  }

  /** What sends the messages. It does not keep the channel reachable. */
  private static final class Tick extends WeakReference<ChannelCore<Instant>> {
    private static final ReferenceQueue<ChannelCore<Instant>> UNREACHABLE = new ReferenceQueue<>();

    private final long period;
    private long next; // the timer's thread's
    private volatile @Nullable Timeout timeout;

    Tick(ChannelCore<Instant> core, long next, long period) {
      super(core, UNREACHABLE);
      this.next = next;
      this.period = period;
    }

    static void forgetUnreachable() {
      Object tick;
      while ((tick = UNREACHABLE.poll()) != null) {
        ((Tick) tick).cancel();
      }
    }

    void schedule(long nanos) {
      Timeout started = new Timeout(this::send);
      timeout = started;
      started.start(nanos);
    }

    void cancel() {
      Timeout started = timeout;
      if (started != null) {
        started.cancel();
      }
    }

    private void send() {
      forgetUnreachable();
      ChannelCore<Instant> core = get();
      if (core == null || core.isClosed()) {
        return;
      }
      core.trySend(Instant.now()); // if the last one is still there, this one is skipped
      if (period > 0) {
        long late = System.nanoTime() - next;
        next += period * (1 + late / period); // the first one that is still to come
        schedule(Math.max(1, next - System.nanoTime()));
        if (core.isClosed()) {
          cancel(); // in the meantime, perhaps
        }
      }
    }
  }
}
