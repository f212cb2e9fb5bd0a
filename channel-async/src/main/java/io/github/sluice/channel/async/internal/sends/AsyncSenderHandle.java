// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.sends;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.EndScope;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.internal.core.ChannelFuture;
import io.github.sluice.channel.internal.core.HeldPermit;
import io.github.sluice.channel.internal.core.SenderHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A handle whose sends wait by leaving a future or a waker behind. */
public final class AsyncSenderHandle<T> extends SenderHandle<T> implements AsyncSender<T> {
  /** The future of every send that need not wait. */
  private static final ChannelFuture<@Nullable Void> SENT =
      new ChannelFuture<@Nullable Void>(null).succeed(null);

  private final PendingSends<T> sends;
  private final SenderBlockingView<T> blocking;

  public AsyncSenderHandle(PendingSends<T> sends) {
    super(sends.core);
    this.sends = sends;
    blocking = new SenderBlockingView<>(this, sends.core);
  }

  // ---- futures

  @Override
  public CompletableFuture<@Nullable Void> send(T message) {
    return switch (attempt(message)) {
      case SENT -> SENT;
      case CLOSED -> refused(message);
      default -> new PendingSend<T, @Nullable Void>(sends, message, null).start();
    };
  }

  @Override
  public CompletableFuture<SendResult> trySend(T message, Duration timeout) {
    Objects.requireNonNull(timeout, "timeout");
    long nanos = TimeUnit.NANOSECONDS.convert(timeout); // or the greatest number there is
    return switch (attempt(message)) {
      case SENT -> TimedSend.SENT;
      case CLOSED -> refused(message);
      default -> nanos <= 0 ? TimedSend.TIMED_OUT : new TimedSend<>(sends, message, nanos).start();
    };
  }

  private <R extends @Nullable Object> CompletableFuture<R> refused(@Nullable T message) {
    return new ChannelFuture<R>(null).fail(closedException("send", message));
  }

  @Override
  public CompletableFuture<Permit<T>> reserve(int messages) {
    ChannelFuture<Permit<T>> reserved = new ChannelFuture<>(null, true); // before there is a permit
    try {
      Permit<T> permit = attemptReserve(messages);
      if (permit != null) {
        return reserved.succeed(permit);
      }
    } catch (ChannelClosedException closed) {
      return reserved.fail(closed);
    }
    Permit<T> granted = new HeldPermit<>(core, messages);
    return new PendingSend<>(sends, messages, granted).start();
  }

  // ---- handles

  @Override
  public boolean markClosed() {
    blocking.markClosed();
    return super.markClosed();
  }

  @Override
  public SendPoller<T> poller() {
    core.requireReservable();
    return new TaskPoller<>(this, core);
  }

  @Override
  public BlockingSender<T> blocking() {
    return blocking;
  }

  @Override
  public Flow.Subscriber<T> subscriber() {
    return subscriber(EndScope.CHANNEL);
  }

  @Override
  public Flow.Subscriber<T> subscriber(EndScope scope) {
    Objects.requireNonNull(scope, "scope");
    return new SendingSubscriber<>(this, sends.unlimited(), scope);
  }

  @Override
  public AsyncSender<T> copy() {
    requireOpen("copy");
    return core.opened(new AsyncSenderHandle<>(sends));
  }

  @Override
  public WeakSender<AsyncSender<T>> downgrade() {
    return () -> core.openedIfOpen(new AsyncSenderHandle<>(sends));
  }
}
