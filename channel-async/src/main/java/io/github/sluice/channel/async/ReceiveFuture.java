// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.ReceiverSignal;
import io.github.sluice.channel.internal.WithdrawableFuture;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The future of a receive that found nothing. Whoever claims it takes the message in the receiver's
 * place; the receiver keeps away from the ring until then.
 */
final class ReceiveFuture<T> extends WithdrawableFuture<@Nullable T>
    implements ReceiverSignal, Runnable {
  /*
   * WAITING ──▶ TAKING ──▶ TAKEN      a sender, or the end of the stream, found it waiting
   *    └──────▶ WITHDRAWN             completed from outside
   */
  private static final int WAITING = 0;
  private static final int TAKING = 1;
  private static final int TAKEN = 2;
  private static final int WITHDRAWN = 3;

  private static final VarHandle STATE = Fields.handle(MethodHandles.lookup(), "state", int.class);

  private final PollingReceiver<T> receiver;
  private final ChannelCore<T> core;
  private final Callbacks callbacks;
  private volatile long parkedAt;
  private volatile int state = WAITING;
  private @Nullable T message;

  ReceiveFuture(PollingReceiver<T> receiver, ChannelCore<T> core, Callbacks callbacks) {
    this.receiver = receiver;
    this.core = core;
    this.callbacks = callbacks;
  }

  @Override
  public long parkedAt() {
    return parkedAt;
  }

  @Override
  public void parkAt(long position) {
    parkedAt = position;
  }

  @Override
  public void signal() {
    if (claim()) {
      core.unpark(); // the channel must not keep this, and with it the message
      taken(core.take());
      core.roomMade();
      callbacks.execute(this);
    }
  }

  /** Wins the right to complete this, if it waits. */
  boolean claim() {
    return STATE.compareAndSet(this, WAITING, TAKING);
  }

  /** Notes what it is to be completed with, and so gives the receiver's place back. */
  void taken(@Nullable T message) {
    this.message = message;
    state = TAKEN;
  }

  /** Waits for one who has claimed this to take the message: a few instructions, if it runs. */
  void awaitTaken() {
    while (state == TAKING) {
      Thread.yield();
    }
  }

  @Override
  protected boolean withdraw() {
    if (!STATE.compareAndSet(this, WAITING, WITHDRAWN)) {
      return false;
    }
    core.unpark();
    receiver.settled(this);
    return true;
  }

  /** Completes this, as a callback. */
  @Override
  public void run() {
    receiver.settled(this);
    try {
      if (message == null) {
        core.throwIfFailed();
      }
      fulfil(message);
    } catch (ChannelFailedException failure) {
      refuse(failure);
    }
    message = null; // after that: this may run twice
  }
}
