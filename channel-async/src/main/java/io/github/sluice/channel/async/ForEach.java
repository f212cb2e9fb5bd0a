// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.internal.ChannelCore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hands all messages to an action, in callbacks. */
final class ForEach<T> extends ReceiverUser<T> {
  /** How many messages one callback handles before it lets others run. */
  static final int BUDGET = 128;

  final ReceiverFuture<@Nullable Void> future = new ReceiverFuture<>(this);
  private final Consumer<? super T> action;

  /** Why the future fails, if it does; written before OVER. */
  private @Nullable Throwable thrown;

  ForEach(
      PollingReceiver<T> receiver,
      ChannelCore<T> core,
      Callbacks callbacks,
      Consumer<? super T> action) {
    super(receiver, core, callbacks, SCHEDULED);
    this.action = action;
  }

  @Override
  public void run() {
    boolean goesOn = begin();
    for (int handled = 1; goesOn; handled++) {
      T message = next();
      if (message == null || !handle(message)) {
        break;
      }
      if (handled == BUDGET && reschedule()) {
        return;
      }
      goesOn = takeAgain();
    }
    if (isOver()) {
      complete();
    }
  }

  /** Takes the next message; null if this waits for one now, or the stream has ended. */
  private @Nullable T next() {
    while (true) {
      T message = core().take();
      if (message != null) {
        return message;
      }
      if (core().isTerminated()) {
        noteFailure();
        end();
        return null;
      }
      if (await()) {
        return null;
      }
    }
  }

  private void noteFailure() {
    try {
      core().throwIfFailed();
    } catch (ChannelFailedException failure) {
      thrown = failure;
    }
  }

  /** Hands a message to the action; false if that has failed, and so has this. */
  private boolean handle(T message) {
    act();
    core().roomMade(); // which may run anything, and so not before
    try {
      action.accept(message);
      return true;
    } catch (Throwable t) {
      thrown = t;
      endActing();
      return false;
    }
  }

  private void complete() {
    receiver().free(this);
    if (thrown == null) {
      future.succeed(null);
    } else {
      future.fail(thrown);
    }
  }

  @Override
  boolean goesOn() {
    return true;
  }
}
