// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ReceiverHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A receiver in a selector. It has the lease of its channel's consumer side until it is removed or
 * its stream has ended, and is the signal with which it is registered there.
 */
final class Watch<T> extends ReceiverSignal {
  final Receiver<T> receiver;
  final ChannelCore<T> core;
  final long order;
  private final Watched<? super T> watched;

  /** Whether this is in the stack of what has been signalled, or about to be. */
  final AtomicBoolean isSignalled = new AtomicBoolean();

  /** The link of that stack; of the thread that has set `isSignalled`, until it has pushed this. */
  @Nullable Watch<?> next;

  // The selecting thread's.
  boolean isListed; // ready or idle
  boolean isRemoved;

  Watch(Watched<? super T> watched, Receiver<T> receiver, long order) {
    this.watched = watched;
    this.receiver = receiver;
    this.order = order;
    core = coreOf(receiver);
  }

  static <T> ChannelCore<T> coreOf(Receiver<T> receiver) {
    if (receiver instanceof ReceiverHandle<T> handle) {
      return handle.core();
    }
    throw new IllegalArgumentException(
        "not a receiver of this library: "
            + receiver.getClass().getName()
            + ". A selector takes those of BlockingChannel, AsyncChannel and Timers, unwrapped");
  }

  /** Acquires the lease; throws IllegalStateException if the receiver is in use. */
  void acquireLease() {
    StackReserve.require();
    core.lease().requireFree();
    core.lease().acquire(this);
    if (core.lease().isCancelled()) { // in the meantime, perhaps: its end is to be selected
      core.lease().releaseOf(this);
    }
  }

  /** Gives the receiver back. The caller then delivers what that may cause. */
  void release() {
    if (core.lease().holder() == this) {
      core.unregister();
      core.forgetSignal(); // a signal that is on its way finds this removed
    }
    core.lease().releaseOf(this);
  }

  @Override
  public String use() {
    return "a selector. Receive by select, or remove the receiver there";
  }

  @Override
  public @Nullable Notification signal() {
    return watched.signal(this);
  }

  /**
   * Gives the lease up, so that the thread that cancels the channel discards what is left. The
   * selecting thread may be about to take a message: as always, a CAS of the head decides.
   */
  @Override
  public @Nullable Notification cancelled() {
    core.forgetSignal(); // the ring is final, so no other is registered
    core.lease().releaseOf(this);
    return watched.has(this) ? watched.signal(this) : null; // if not, it is about to be added
  }
}
