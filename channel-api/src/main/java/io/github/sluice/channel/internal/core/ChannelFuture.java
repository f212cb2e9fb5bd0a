// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.internal.base.Notification;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future that the channel completes. Completing it from outside withdraws its owner, if that can
 * still be withdrawn, and otherwise does nothing.
 */
public final class ChannelFuture<R extends @Nullable Object> extends CompletableFuture<R> {
  /** The operation whose result a future is. */
  public interface Owner {
    /**
     * Withdraws the operation, and runs no user code; true for one caller, and only if it has not
     * taken effect.
     */
    boolean withdraw();

    /** Called after a withdrawal: delivers a completion that has failed, and what it caused. */
    void withdrawn(@Nullable Notification completion);

    /** Undoes the operation, which cannot be withdrawn any more; false if that is impossible. */
    default boolean undo() {
      return false;
    }

    /** Returns whether a result would claim that a message is sent: none is taken from outside. */
    default boolean isSend() {
      return false;
    }
  }

  /** Null when this is complete, so that a future that is kept keeps nothing else. */
  private @Nullable Owner owner;

  private final boolean isPermit;

  /** Creates a future that is not complete; without an owner, only the channel completes it. */
  public ChannelFuture(@Nullable Owner owner) {
    this(owner, false);
  }

  /** As above. If the result is a permit, cancelling this returns it. */
  public ChannelFuture(@Nullable Owner owner, boolean isPermit) {
    this.owner = owner;
    this.isPermit = isPermit;
  }

  public ChannelFuture<R> succeed(R value) {
    return settle(value, null);
  }

  public ChannelFuture<R> fail(Throwable failure) {
    return settle(null, failure);
  }

  /** Completes this, as the channel: with a failure, or with a value if that is null. */
  public ChannelFuture<R> settle(@Nullable R value, @Nullable Throwable failure) {
    completeNow(value, failure);
    owner = null; // after the CAS that completes this; pairs with the fence in cancel
    return this;
  }

  private boolean completeNow(@Nullable R value, @Nullable Throwable failure) {
    return failure == null ? super.complete(value) : super.completeExceptionally(failure);
  }

  /** As {@link #settle}, from outside. */
  private boolean withdraw(@Nullable R value, @Nullable Throwable failure) {
    Owner withdrawn = owner;
    Notification completion =
        new Notification() { // created before there is an effect
          @Override
          public void deliver() {
            completeNow(value, failure);
          }
        }.alone();
    if (withdrawn == null || !withdrawn.withdraw()) {
      return false;
    }
    owner = null;
    try {
      boolean isCompleted = completeNow(value, failure);
      completion = null;
      return isCompleted;
    } finally {
      withdrawn.withdrawn(completion);
    }
  }

  @Override
  public boolean complete(R value) {
    Owner current = owner;
    if (current != null && current.isSend()) {
      return !isDone()
          && cancel(
              "withdrawn by complete: a send cannot be made to look successful."
                  + " Use cancel to withdraw it");
    }
    return withdraw(value, null);
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return withdraw(null, Objects.requireNonNull(failure, "failure"));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return cancel("cancelled: the operation has been withdrawn, or its permit returned");
  }

  private boolean cancel(String text) {
    CancellationException cancelled = new CancellationException(text); // before there is an effect
    Owner current = owner;
    VarHandle.acquireFence(); // without an owner, this is seen to be complete; pairs with settle
    if (!withdraw(null, cancelled) && (current != null ? current.undo() : returnPermit())) {
      super.obtrudeException(cancelled);
    }
    return isCancelled();
  }

  /** Returns what is left of a permit that this has been completed with. */
  private boolean returnPermit() {
    return isPermit
        && !isCompletedExceptionally()
        && getNow(null) instanceof HeldPermit<?> permit
        && permit.returnRest();
  }

  @Override
  public CompletableFuture<R> completeAsync(Supplier<? extends R> supplier, Executor executor) {
    Objects.requireNonNull(supplier, "supplier");
    Objects.requireNonNull(executor, "executor");
    executor.execute(
        () -> {
          if (!isDone()) {
            try {
              complete(supplier.get());
            } catch (Throwable failure) {
              completeExceptionally(failure);
            }
          }
        });
    return this;
  }

  @Override
  public CompletableFuture<R> orTimeout(long timeout, TimeUnit unit) {
    return isShared() ? copy().orTimeout(timeout, unit) : super.orTimeout(timeout, unit);
  }

  @Override
  public CompletableFuture<R> completeOnTimeout(R value, long timeout, TimeUnit unit) {
    return isShared()
        ? copy().completeOnTimeout(value, timeout, unit)
        : super.completeOnTimeout(value, timeout, unit);
  }

  /** Returns whether all callers have this future, so that none of them may complete it. */
  private boolean isShared() {
    return owner == null && !isDone(); // the owner is forgotten after this has been completed
  }

  @Override
  public void obtrudeValue(R value) {
    throw obtruded();
  }

  @Override
  public void obtrudeException(Throwable failure) {
    throw obtruded();
  }

  private static UnsupportedOperationException obtruded() {
    return new UnsupportedOperationException(
        "cannot obtrude on the future of a channel, which says what has happened there."
            + " Use cancel, or a copy() of it");
  }
}
