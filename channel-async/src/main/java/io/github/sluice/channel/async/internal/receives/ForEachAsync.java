// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.core.ChannelCore;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands messages to an action that returns a stage, while few stages are incomplete. */
final class ForEachAsync<T> extends ActionLoop<T, T> {
  /*
   * A stage that completes lowers `incomplete` and then signals, as a thread does that has sent a
   * message; so the owner either sees that it may take another message, or is notified and polls
   * again. The thread that lowers `incomplete` to zero completes the futures.
   *
   * Stages complete in any thread, with any amount of stack: what they cause is delivered as all
   * callbacks are, and nothing is allocated for that.
   */

  private final Function<? super T, ? extends CompletionStage<?>> action;
  private final int concurrency;

  /** The stages that are incomplete, and one more until the loop is over. */
  private final AtomicInteger incomplete = new AtomicInteger(1);

  private final AtomicBoolean isOver = new AtomicBoolean();
  private final AtomicBoolean isFailed = new AtomicBoolean();

  /** What an action or a stage has failed with first. */
  private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

  /** How the stream has failed; written before the loop is over. */
  private @Nullable ChannelFailedException failure;

  /** The stage of the message that is taken next; the owner's. */
  private @Nullable Stage nextStage;

  private final Notification failing =
      new Notification() {
        @Override
        public void deliver() {
          future.fail(Objects.requireNonNull(thrown.get()));
        }
      };

  private final Notification ending =
      new Notification() {
        @Override
        public void deliver() {
          Throwable first = thrown.get();
          if (isDone()) { // not if it has been withdrawn
            future.settle(null, first == null ? failure : first);
          }
          idle.succeed(null);
        }
      };

  ForEachAsync(
      ChannelCore<T> core,
      Callbacks callbacks,
      int concurrency,
      Function<? super T, ? extends CompletionStage<?>> action) {
    super(core, callbacks);
    this.concurrency = concurrency;
    this.action = action;
  }

  @Override
  String method() {
    return "forEachAsync";
  }

  @Override
  @Nullable T take() {
    try {
      if (nextStage == null) {
        nextStage = new Stage(); // before the effect
      }
    } catch (Throwable outOfMemory) {
      thrown.compareAndSet(null, outOfMemory);
      return null;
    }
    return core.take();
  }

  @Override
  boolean isWanted() {
    return incomplete.get() <= concurrency;
  }

  @Override
  boolean isStopped() {
    return thrown.get() != null;
  }

  @Override
  void taken() {
    incomplete.getAndIncrement();
  }

  @Override
  void hand(T message) {
    Stage stage = Objects.requireNonNull(nextStage);
    nextStage = null;
    try {
      CompletionStage<?> returned = action.apply(message);
      if (returned == null) { // a user's action may do that
        throw new NullPointerException(
            "the action of forEachAsync, at channel "
                + core.name()
                + ", returned null. Return a stage: a completed one, if there is nothing to wait"
                + " for");
      }
      returned.whenComplete(stage);
    } catch (Throwable t) {
      stage.accept(null, t);
    }
  }

  @Override
  void complete() {
    failure = core.failure();
  }

  @Override
  void left() {
    if (isOver.compareAndSet(false, true)) {
      core.deliver(Notification.concat(failNow(), settledOne()));
    }
  }

  /** Fails the future, once there is a reason, and the receiver is free. */
  private @Nullable Notification failNow() {
    return thrown.get() != null && isOver.get() && isDone() && isFailed.compareAndSet(false, true)
        ? failing.alone()
        : null;
  }

  private @Nullable Notification settledOne() {
    return incomplete.decrementAndGet() == 0 ? ending.alone() : null;
  }

  /** What completes when a stage does. */
  private final class Stage extends Notification implements BiConsumer<Object, Throwable> {
    private final AtomicBoolean isCompleted = new AtomicBoolean();
    private @Nullable Throwable reason;

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable failedWith) {
      if (isCompleted.compareAndSet(false, true)) { // a stage may throw after it has called this
        reason = failedWith;
        try {
          deliver();
        } catch (VirtualMachineError tooLittleStack) {
          callbacks.deliverAgain(this);
        }
      }
    }

    @Override
    public void deliver() {
      StackReserve.require();
      Throwable failedWith = reason;
      if (failedWith != null) {
        Throwable cause = failedWith.getCause();
        boolean isWrapped = failedWith instanceof CompletionException && cause != null;
        thrown.compareAndSet(null, isWrapped ? cause : failedWith);
      }
      Notification due = Notification.concat(failNow(), settledOne());
      core.deliver(Notification.concat(due, signal()));
    }
  }
}
