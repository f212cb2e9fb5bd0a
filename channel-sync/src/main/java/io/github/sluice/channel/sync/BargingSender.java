// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.WeakHandle;
import io.github.sluice.channel.internal.parking.Backoff;
import io.github.sluice.channel.internal.parking.Deadline;
import io.github.sluice.channel.internal.parking.ParkingSender;
import io.github.sluice.channel.internal.parking.ThreadWaiter;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A handle whose thread tries again for a while, competing with other senders, and then queues and
 * parks.
 */
final class BargingSender<T> extends ParkingSender<T> {
  private final Backoff backoff;
  private final IntSupplier capacity = this::remainingCapacity;

  /** A waiter that has been used and can be used again. */
  private final AtomicReference<@Nullable ThreadWaiter<T>> spare = new AtomicReference<>();

  BargingSender(ChannelCore<T> core) {
    super(core);
    backoff = Backoff.ofSender(core.capacity());
  }

  @Override
  protected SendResult await(T message, Deadline deadline) throws InterruptedException {
    SendResult result = tryAgain(message, deadline);
    return result == SendResult.FULL ? queue(message, deadline) : result;
  }

  private SendResult tryAgain(T message, Deadline deadline) {
    SendResult result = SendResult.FULL;
    int limit = backoff.spins();
    int step = 0;
    while (result == SendResult.FULL && backoff.pause(step, limit) && !deadline.hasExpired()) {
      backoff.gather(capacity);
      result = core().trySend(message);
      step++;
    }
    backoff.learn(step, limit);
    return result;
  }

  private SendResult queue(T message, Deadline deadline) throws InterruptedException {
    ThreadWaiter<T> waiter = spare.getAndSet(null);
    if (waiter == null) {
      waiter = ThreadWaiter.forMessage(core(), message, true);
    } else {
      waiter.reuseHere(message, true);
    }
    SendResult result = resultOf(queue(waiter, deadline));
    waiter.clear();
    spare.set(waiter);
    return result;
  }

  @Override
  public BlockingSender<T> copy() {
    requireOpen();
    BlockingSender<T> copy = new BargingSender<>(core());
    core().retainHandle();
    return copy;
  }

  @Override
  public WeakSender<BlockingSender<T>> downgrade() {
    return new WeakHandle<>(core(), BargingSender::new);
  }
}
