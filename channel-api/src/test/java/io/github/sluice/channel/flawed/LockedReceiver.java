// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import io.github.sluice.channel.Receiver;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The receiver of a {@link LockedChannel}. */
final class LockedReceiver<T> extends LockedEnd<T> implements Receiver<T> {
  private static final long LONG_ENOUGH = 10_000_000;

  LockedReceiver(LockedChannel<T> channel) {
    super(channel);
  }

  @Nullable T receive() throws InterruptedException {
    channel.lock.lock();
    try {
      T message = channel.receive();
      channel.late.hide(Flaw.FREES_CAPACITY_LATE);
      return message;
    } finally {
      channel.unlock();
    }
  }

  @Override
  public @Nullable T tryReceive() {
    channel.lock.lock();
    try {
      if (channel.late.isHidden(Flaw.SHOWS_MESSAGES_LATE)) {
        return null;
      }
      T message = channel.tryReceive();
      channel.late.hide(Flaw.FREES_CAPACITY_LATE);
      return message;
    } finally {
      channel.unlock();
    }
  }

  @Override
  public @Nullable T peek() {
    channel.lock.lock();
    try {
      return channel.peek();
    } finally {
      channel.unlock();
    }
  }

  @Override
  public @Nullable Throwable failure() {
    channel.lock.lock();
    try {
      return channel.failureAtEnd();
    } finally {
      channel.unlock();
    }
  }

  @Override
  public CompletableFuture<@Nullable Void> terminationFuture() {
    channel.lock.lock();
    channel.isTerminationWanted = true;
    channel.unlock();
    return channel.terminated;
  }

  @Override
  public int drain(Consumer<? super T> action, int limit) {
    Objects.requireNonNull(action);
    if (limit < 0) {
      throw new IllegalArgumentException("limit " + limit);
    }
    for (int taken = 0; taken < limit; taken++) {
      T message = taken == 0 || !isEmpty() ? tryReceive() : null;
      if (message == null) {
        return taken;
      }
      if (channel.flaw == Flaw.DRAINS_TWICE && taken == limit - 1) {
        locked(c -> undo(message));
      }
      action.accept(message);
    }
    return limit;
  }

  private int undo(T message) {
    channel.undo(message);
    return 0;
  }

  @Override
  public boolean isClosed() {
    return locked(c -> c.isClosed() ? 1 : 0) == 1;
  }

  @Override
  public boolean isTerminated() {
    if (channel.flaw == Flaw.READS_CLOSED_AFTER_EMPTY) {
      boolean empty = locked(c -> c.isEmpty() ? 1 : 0) == 1;
      long end = System.nanoTime() + LONG_ENOUGH; // for the last messages to come between the two
      while (empty && !isClosed() && System.nanoTime() < end) {
        LockSupport.parkNanos(1_000);
      }
      return empty && isClosed();
    }
    return locked(c -> c.isTerminated() ? 1 : 0) == 1;
  }

  @Override
  public void close() {
    close(channel::close);
  }

  @Override
  public void closeExceptionally(Throwable cause) {
    Objects.requireNonNull(cause);
    close(() -> channel.close(cause));
  }

  private void close(Runnable step) {
    channel.lock.lock();
    try {
      step.run();
      channel.late.hide(Flaw.CLOSES_LATE);
    } finally {
      channel.unlock();
    }
  }

  @Override
  public void cancel() {
    List<T> left;
    channel.lock.lock();
    try {
      left = channel.cancel();
    } finally {
      channel.unlock();
    }
    RuntimeException thrown = null;
    for (T message : left) {
      try {
        channel.undelivered(message);
      } catch (RuntimeException e) {
        if (thrown == null) {
          thrown = e;
        } else {
          thrown.addSuppressed(e);
        }
      }
    }
    if (thrown != null) {
      throw thrown;
    }
  }
}
