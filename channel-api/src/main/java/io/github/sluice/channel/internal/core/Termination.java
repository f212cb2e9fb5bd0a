// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Completes the future of the receiver's end. */
final class Termination extends ReceiverSignal {
  final ChannelFuture<@Nullable Void> future = new ChannelFuture<>(null);
  private final ReceiverLease lease;
  private final CloseState closeState;
  private final AtomicBoolean isSignalled = new AtomicBoolean();

  /** Whether the stream has failed; written before this is due. A cancel may come after that. */
  private boolean isFailure;

  Termination(ReceiverLease lease, CloseState closeState) {
    this.lease = lease;
    this.closeState = closeState;
  }

  @Override
  public @Nullable Notification signal() {
    if (lease.holder() == ReceiverLease.DISCARDING) {
      return null; // the last message is being handed over; then this is signalled once more
    }
    if (!isSignalled.compareAndSet(false, true)) {
      return null;
    }
    isFailure = closeState.isFailure();
    return alone();
  }

  @Override
  public void deliver() {
    future.settle(null, isFailure ? closeState.newFailure() : null);
  }
}
