// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A future that waits in a selector. It polls in the callback that a signal leads to. */
final class FutureSelect<T> extends SelectWaiter implements ChannelFuture.Owner {
  /*
   * from      to         by
   * POLLING   WAITING    the thread that polls, when nothing is ready and signals can see this
   * POLLING   NOTIFIED   a signal that comes in between
   * NOTIFIED  POLLING    the thread that polls, which polls again
   * WAITING   POLLING    a callback
   * WAITING   DONE       a withdrawal
   * POLLING   DONE       the thread that polls, when it has selected something
   *
   * In POLLING one thread has exclusive use of the watched receivers, and runs no user code; so a
   * withdrawal waits until it is over. After the CAS to WAITING that thread touches nothing: a
   * withdrawal may have given the selector to another one.
   */
  private static final int WAITING = 0;
  private static final int POLLING = 1;
  private static final int NOTIFIED = 2;
  private static final int DONE = 3;

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
      if (state.compareAndSet(POLLING, DONE) || state.compareAndSet(NOTIFIED, DONE)) {
        watched.forget(this);
        selector.release();
      }
      throw outOfMemory;
    }
    return future;
  }

  private void poll() {
    Selection<T> selection;
    while ((selection = watched.poll()) == null && !watched.isEmpty()) {
      if (watched.registerIdle() && watched.await(this)) {
        if (state.compareAndSet(POLLING, WAITING)) {
          return;
        }
        state.set(POLLING); // notified
      }
    }
    ChannelCore<?> affected = watched.takeAffected();
    Notification due = watched.takeDue();
    state.set(DONE);
    selector.release();
    Watched.deliver(affected, due);
    future.settle(selection, null);
  }

  @Override
  @Nullable Notification wake() {
    return state.compareAndSet(POLLING, NOTIFIED) ? null : alone();
  }

  @Override
  public void deliver() {
    StackReserve.require(); // or this is delivered again, in another thread
    if (state.compareAndSet(WAITING, POLLING)) {
      try {
        poll();
      } catch (Throwable outOfMemory) { // if nothing has been taken, this is delivered again
        state.compareAndSet(NOTIFIED, POLLING);
        state.compareAndSet(POLLING, WAITING);
        throw outOfMemory;
      }
    }
  }

  @Override
  public boolean withdraw() {
    boolean interrupted = false;
    boolean isWithdrawn = false;
    int now = state.get();
    for (int step = 0; now != DONE && !isWithdrawn; step++) {
      isWithdrawn = now == WAITING && state.compareAndSet(WAITING, DONE);
      if (!isWithdrawn) {
        interrupted |= SpinWait.pause(step);
        now = state.get();
      }
    }
    SpinWait.restore(interrupted);
    if (isWithdrawn) {
      watched.forget(this);
      selector.release();
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
