// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.ReceiverHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The receiver that waits by leaving a future or a waker behind. */
final class PollingReceiver<T> extends ReceiverHandle<T> implements AsyncReceiver<T> {
  private static final VarHandle OUTSTANDING =
      Fields.handle(MethodHandles.lookup(), "outstanding", ReceiveFuture.class);

  private final Callbacks callbacks;
  private final WakerSignal signal;
  private final TakingReceiver<T> blocking;

  /** The receive that has not completed; while there is one, the ring's end is not ours to use. */
  private volatile @Nullable ReceiveFuture<T> outstanding;

  PollingReceiver(ChannelCore<T> core, Callbacks callbacks) {
    super(core);
    this.callbacks = callbacks;
    signal = new WakerSignal(callbacks);
    blocking = new TakingReceiver<>(this, core);
  }

  @Override
  protected void requireIdle() {
    if (outstanding != null) {
      throw new IllegalStateException("a receive is outstanding");
    }
    blocking.requireNobodyElse();
  }

  @Override
  public CompletableFuture<@Nullable T> receive() {
    requireIdle();
    T message = take();
    if (message != null) {
      return CompletableFuture.completedFuture(message);
    }
    ReceiveFuture<T> future = new ReceiveFuture<>(this, core(), callbacks);
    signal.release();
    outstanding = future;
    // Not parked, because something came meanwhile; whoever brought it may have seen the future all
    // the same, and then takes it in our place.
    if (core().park(future) || !future.claim()) {
      return future;
    }
    future.taken(take()); // null: the stream has ended
    future.run();
    return future;
  }

  private @Nullable T take() {
    T message = core().take();
    core().roomMade();
    return message;
  }

  /** Called when a receive has completed or been withdrawn. */
  void settled(ReceiveFuture<T> future) {
    OUTSTANDING.compareAndSet(this, future, null);
  }

  @Override
  public @Nullable T poll(Waker waker) {
    Objects.requireNonNull(waker, "waker");
    T message = tryReceive();
    if (message != null) {
      return message;
    }
    signal.register(waker);
    if (core().park(signal)) {
      return null;
    }
    signal.release();
    return core().tryReceive(); // null: the stream has ended
  }

  @Override
  public BlockingReceiver<T> blocking() {
    return blocking;
  }

  @Override
  public void cancel() {
    core().closeToAll();
    ReceiveFuture<T> future = outstanding;
    boolean claimed = future != null && future.claim();
    if (future != null) {
      if (claimed) {
        core().unpark();
        future.taken(null);
      } else {
        future.awaitTaken();
      }
    }
    try {
      blocking.discard();
    } finally {
      if (claimed) {
        callbacks.execute(future);
      }
    }
  }
}
