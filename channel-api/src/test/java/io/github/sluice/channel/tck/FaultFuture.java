// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An operation that waits with a future. */
final class FaultFuture<R> implements Pending<R> {
  private final Object channel;
  private final CompletableFuture<R> future;

  @SuppressWarnings("unchecked")
  FaultFuture(Object channel, @Nullable Object future) {
    this.channel = channel;
    this.future = (CompletableFuture<R>) future;
  }

  @Override
  public boolean isDone() {
    return future.isDone();
  }

  @Override
  public R await() {
    return Watchdog.get("a future", channel, future);
  }

  @Override
  public boolean withdraw() {
    return future.cancel(false);
  }
}
