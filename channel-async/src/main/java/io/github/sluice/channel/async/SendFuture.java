// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.SendWaiter;
import io.github.sluice.channel.internal.WithdrawableFuture;
import org.jspecify.annotations.Nullable;

/** The future of a send: of a pending one, or the one shared by all that succeed at once. */
final class SendFuture extends WithdrawableFuture<@Nullable Void> {
  /** The future of every send that need not wait. */
  static final SendFuture SENT = sent();

  private final @Nullable Pending<?> pending;

  private SendFuture(@Nullable Pending<?> pending) {
    this.pending = pending;
  }

  private static SendFuture sent() {
    SendFuture future = new SendFuture(null);
    future.fulfil(null);
    return future;
  }

  /** Returns the future of a send that found the channel, or the handle, closed. */
  static SendFuture refused(ChannelClosedException reason) {
    SendFuture future = new SendFuture(null);
    future.refuse(reason);
    return future;
  }

  /** Queues a send that found no room. */
  static <T> SendFuture queue(ChannelCore<T> core, Callbacks callbacks, T message) {
    Pending<T> pending = new Pending<>(core, callbacks, message);
    core.waitingSenders().add(pending);
    return pending.future;
  }

  @Override
  protected boolean withdraw() {
    return pending != null && pending.withdraw();
  }

  /**
   * Withdraws, and says so: completing a send normally from outside would claim that it is sent.
   */
  @Override
  public boolean complete(@Nullable Void value) {
    return !isDone() && cancel(false);
  }

  /** The place in line; it keeps the stream open. */
  private static final class Pending<T> extends SendWaiter<T> implements Runnable {
    final SendFuture future = new SendFuture(this);
    private final ChannelCore<T> core;
    private final Callbacks callbacks;

    Pending(ChannelCore<T> core, Callbacks callbacks, T message) {
      super(Kind.MESSAGE, message);
      this.core = core;
      this.callbacks = callbacks;
    }

    boolean withdraw() {
      if (!core.waitingSenders().withdraw(this)) {
        return false;
      }
      core.release();
      return true;
    }

    @Override
    protected void settled() {
      core.release();
      callbacks.execute(this);
    }

    @Override
    public void run() {
      if (state() == State.GRANTED) {
        future.fulfil(null);
      } else {
        future.refuse(core.refusal(message()));
      }
    }
  }
}
