// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A future that the channel completes. Completing it from outside withdraws what it stands for, if
 * that can still be withdrawn, and otherwise does nothing.
 *
 * @param <T> the type of the result
 */
public abstract class WithdrawableFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  /**
   * Withdraws the operation, and runs no user code; true for one caller, and only if it has not
   * taken effect.
   */
  protected abstract boolean withdraw();

  /** Called after a withdrawal, when this is complete: delivers what the withdrawal has caused. */
  protected void withdrawn() {}

  private boolean completeExceptionallyWithdrawn(Throwable failure) {
    try {
      return super.completeExceptionally(failure);
    } finally {
      withdrawn();
    }
  }

  /** Completes this in the name of the channel. */
  protected final void fulfil(T value) {
    super.complete(value);
  }

  /** Completes this in the name of the channel. */
  protected final void refuse(Throwable reason) {
    super.completeExceptionally(reason);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    if (!isDone()) {
      CancellationException cancelled = new CancellationException(); // before there is an effect
      if (withdraw()) {
        completeExceptionallyWithdrawn(cancelled);
      }
    }
    return isCancelled();
  }

  @Override
  public boolean complete(T value) {
    if (!withdraw()) {
      return false;
    }
    try {
      return super.complete(value);
    } finally {
      withdrawn();
    }
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    Objects.requireNonNull(failure);
    return withdraw() && completeExceptionallyWithdrawn(failure);
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier) {
    return completeAsync(supplier, defaultExecutor());
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
    Objects.requireNonNull(supplier);
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
  public void obtrudeValue(T value) {
    throw new UnsupportedOperationException("a channel's future cannot be obtruded on");
  }

  @Override
  public void obtrudeException(Throwable failure) {
    throw new UnsupportedOperationException("a channel's future cannot be obtruded on");
  }
}
