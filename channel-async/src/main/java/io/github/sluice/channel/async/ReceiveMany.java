// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.ChannelCore;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A receive of several messages: of those that are there, or of those that a callback finds. */
final class ReceiveMany<T> extends ReceiverUser<T> {
  final ReceiverFuture<Integer> future = new ReceiverFuture<>(this);
  private final Collection<? super T> into;
  private final int limit;

  /** The thread that adds messages; only ever compared with the current one, so plain. */
  private @Nullable Thread adding;

  // What the future is completed with; written before OVER.
  private int taken;
  private @Nullable Throwable thrown;

  ReceiveMany(
      PollingReceiver<T> receiver,
      ChannelCore<T> core,
      Callbacks callbacks,
      Collection<? super T> into,
      int limit) {
    super(receiver, core, callbacks, TAKING);
    this.into = into;
    this.limit = limit;
  }

  @Override
  public void run() {
    if (begin()) {
      take();
    } else if (isOver()) {
      complete();
    }
  }

  /** Takes what there is, as the taker, or waits if that is nothing. */
  void take() {
    while (!isTaken()) {
      if (await()) {
        return;
      }
    }
    end();
    receiver().free(this);
    core().roomMade(); // which may run anything, and so not before
    complete();
  }

  /** Moves what there is; false if there is nothing now. */
  private boolean isTaken() {
    adding = Thread.currentThread();
    try {
      taken = receiver().move(into, limit);
      if (taken > 0) {
        return true;
      }
      boolean ended = core().isTerminated();
      core().throwIfFailed(); // asked last: the failure may have come after the move
      return ended;
    } catch (Throwable t) { // from the collection, or the stream has failed
      thrown = t;
      return true;
    } finally {
      adding = null;
    }
  }

  private void complete() {
    receiver().free(this);
    if (thrown == null) {
      future.succeed(taken);
    } else {
      future.fail(thrown);
    }
  }

  @Override
  boolean goesOn() {
    return false;
  }

  @Override
  void requireOutside() {
    if (adding == Thread.currentThread()) {
      throw new IllegalStateException("the collection has used the receiver");
    }
  }
}
