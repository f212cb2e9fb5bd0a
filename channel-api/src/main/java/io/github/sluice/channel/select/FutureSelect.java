// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.core.ChannelFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A future that waits in a selector. It polls in the callback that a signal leads to. */
final class FutureSelect<T> extends SelectWaiter implements ChannelFuture.Owner {
  /*
   * from      to        by
   * POLLING   WAITING   the thread that polls, when nothing is ready
   * WAITING   POLLING   a callback; or the same thread, if something is ready by now
   * WAITING   DONE      a withdrawal
   * POLLING   DONE      the thread that polls, when it has selected something
   *
   * In POLLING one thread has exclusive use of the watched receivers. WAITING is written before
   * `Watched.await` makes this visible to signals, each of which leads to one callback.
   */
  private static final int WAITING = 0;
  private static final int POLLING = 1;
  private static final int DONE = 2;

  private final ChannelFuture<@Nullable Selection<T>> future = new ChannelFuture<>(this);
  private final Selector<T> selector;
  private final Watched<T> watched;
  private final AtomicInteger state = new AtomicInteger(POLLING);

  FutureSelect(Selector<T> selector, Watched<T> watched) {
    this.selector = selector;
    this.watched = watched;
  }

  /** Begins; the caller has acquired the selector for this. */
  ChannelFuture<@Nullable Selection<T>> start() {
    try {
      poll();
    } catch (Throwable outOfMemory) { // nothing has been taken
      state.set(DONE);
      selector.release(this);
      throw outOfMemory;
    }
    return future;
  }

  private void poll() {
    Selection<T> selection;
    while ((selection = watched.poll(SpinWait.FOREVER)) == null && !watched.isEmpty()) {
      if (watched.registerIdle()) {
        state.set(WAITING);
        if (watched.await(this) || !state.compareAndSet(WAITING, POLLING)) {
          return; // a callback is to come, or this has been withdrawn
        }
      }
    }
    state.set(DONE);
    selector.release(this);
    future.settle(selection, null);
  }

  @Override
  Notification wake() {
    return alone();
  }

  @Override
  public void deliver() {
    StackReserve.require(); // or this is delivered again, in another thread
    if (state.compareAndSet(WAITING, POLLING)) {
      try {
        poll();
      } catch (Throwable outOfMemory) { // nothing has been taken, and this is delivered again
        state.set(WAITING);
        throw outOfMemory;
      }
    }
  }

  @Override
  public boolean withdraw() {
    boolean isWithdrawn = state.compareAndSet(WAITING, DONE);
    if (isWithdrawn) {
      watched.forget(this);
      selector.release(this);
    }
    return isWithdrawn;
  }

  @Override
  public void withdrawn(@Nullable Notification completion) {
    if (completion != null) {
      completion.deliver(); // the future was to be completed, and there was no memory
    }
  }
}
