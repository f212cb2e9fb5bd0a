// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.EndScope;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ReceiverHandle;
import io.github.sluice.channel.internal.parking.ParkingReceiver;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The receiver that waits by means of a future or a waker. */
public final class AsyncReceiverHandle<T> extends ReceiverHandle<T> implements AsyncReceiver<T> {
  private final Callbacks callbacks;

  /** The receiver's alone. */
  private WakerSignal wakerSignal = new WakerSignal();

  private final BlockingReceiver<T> blocking;

  /** Completes when no action of forEach is at work any more. */
  private volatile CompletableFuture<?> idle = CompletableFuture.completedFuture(null);

  public AsyncReceiverHandle(ChannelCore<T> core, Callbacks callbacks) {
    super(core);
    this.callbacks = callbacks;
    blocking = new ParkingReceiver<>(core);
  }

  // ---- futures

  @Override
  public CompletableFuture<@Nullable T> receive() {
    core.lease().requireUsable();
    T message = core.peek(SpinWait.FOREVER);
    if (message != null) {
      var future = CompletableFuture.<@Nullable T>completedFuture(message); // before the effect
      if (core.tryTake(message)) {
        return future;
      }
    }
    return new ReceiveOne<>(core).start();
  }

  @Override
  public CompletableFuture<Boolean> whenReady() {
    core.lease().requireUsable();
    return peek(SpinWait.FOREVER) != null
        ? CompletableFuture.completedFuture(true)
        : new ReceiveReady<>(core).start();
  }

  @Override
  public CompletableFuture<Integer> receiveMany(Collection<? super T> into, int limit) {
    return receiveMany(into, limit, 0);
  }

  @Override
  public CompletableFuture<Integer> receiveMany(
      Collection<? super T> into, int limit, Duration linger) {
    Objects.requireNonNull(linger, "linger");
    return receiveMany(into, limit, TimeUnit.NANOSECONDS.convert(linger));
  }

  private CompletableFuture<Integer> receiveMany(
      Collection<? super T> into, int limit, long lingerNanos) {
    Objects.requireNonNull(into, "into");
    requireNotNegative(limit);
    core.lease().requireFree();
    if (limit == 0) {
      return CompletableFuture.completedFuture(0);
    }
    return new ReceiveMany<>(core, callbacks, into, limit, lingerNanos).start();
  }

  @Override
  public CompletableFuture<@Nullable Void> forEach(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    return start(new ForEachMessage<>(core, callbacks, action));
  }

  @Override
  public CompletableFuture<@Nullable Void> forEachAsync(
      int concurrency, Function<? super T, ? extends CompletionStage<?>> action) {
    Objects.requireNonNull(action, "action");
    if (concurrency < 1) {
      throw new IllegalArgumentException(
          "cannot have "
              + concurrency
              + " stages at a time of channel "
              + name()
              + ": the concurrency of forEachAsync must be at least 1");
    }
    return start(new ForEachAsync<>(core, callbacks, concurrency, action));
  }

  @Override
  public CompletableFuture<@Nullable Void> forEachBatch(
      int limit, Duration linger, Consumer<? super List<T>> action) {
    Objects.requireNonNull(linger, "linger");
    Objects.requireNonNull(action, "action");
    requirePositive(limit);
    long nanos = TimeUnit.NANOSECONDS.convert(linger);
    return start(new ForEachBatch<>(core, callbacks, action, limit, nanos));
  }

  private CompletableFuture<@Nullable Void> start(ActionLoop<T, ?> loop) {
    CompletableFuture<?> both = CompletableFuture.allOf(idle, loop.idle);
    loop.acquireLease();
    idle = both;
    core.deliver(loop.alone()); // all messages come from this callback
    return loop.future;
  }

  @Override
  public CompletableFuture<@Nullable Void> whenIdle() {
    return idle.thenApply(ended -> null);
  }

  // ---- others' interfaces

  @Override
  public Flow.Publisher<T> publisher() {
    return publisher(EndScope.CHANNEL);
  }

  @Override
  public Flow.Publisher<T> publisher(EndScope scope) {
    Objects.requireNonNull(scope, "scope");
    AtomicBoolean subscribed = new AtomicBoolean();
    return subscriber -> {
      Objects.requireNonNull(subscriber, "subscriber");
      new MessageSubscription<T>(core, callbacks, subscriber, scope).start(subscriber, subscribed);
    };
  }

  @Override
  public BlockingReceiver<T> blocking() {
    return blocking;
  }

  // ---- wakers

  @Override
  public @Nullable T poll(Waker waker) {
    Objects.requireNonNull(waker, "waker");
    core.lease().requireFree();
    T message = core.tryReceive(SpinWait.FOREVER);
    if (message == null && !isRegistered(waker)) {
      message = core.tryReceive(SpinWait.FOREVER);
      wakeUnless(message != null, waker);
    }
    return message;
  }

  @Override
  public int pollMany(Collection<? super T> into, int limit, Waker waker) {
    Objects.requireNonNull(into, "into");
    Objects.requireNonNull(waker, "waker");
    requireNotNegative(limit);
    core.lease().requireFree();
    int taken = moveTo(into, limit, SpinWait.FOREVER);
    if (taken > 0 || limit == 0 || isRegistered(waker)) {
      return taken;
    }
    core.throwIfFailed();
    taken = moveTo(into, limit, SpinWait.FOREVER);
    wakeUnless(taken > 0, waker);
    return taken;
  }

  /**
   * Has a waker called that could not be registered, unless there was something, or the stream has
   * ended: then it is being discarded, and will have ended.
   */
  private void wakeUnless(boolean hasTaken, Waker waker) {
    if (!hasTaken && !isTerminated()) {
      WakerSignal called = new WakerSignal();
      called.arm(waker);
      terminationFuture().whenComplete((ended, failure) -> core.deliver(called.alone()));
    }
  }

  @Override
  public boolean pollReady(Waker waker) {
    Objects.requireNonNull(waker, "waker");
    core.lease().requireFree();
    if (peek(SpinWait.FOREVER) != null) {
      return true;
    }
    if (isRegistered(waker)) {
      return false;
    }
    boolean isReady = peek(SpinWait.FOREVER) != null;
    wakeUnless(isReady, waker);
    return isReady;
  }

  /** Registers a waker, which is called then, once; false if there is no need, and it is not. */
  private boolean isRegistered(Waker waker) {
    // Only the thread that clears PARKED calls the waker. A3 therefore requires that a PARKED bit
    // of an earlier registration is cleared first, and that the receiver is not accessed after
    // registering: another thread may be using it by then.
    boolean wasParked = !core.isReceiverNotified(); // and still was when unregister is true
    if (!core.unregister()) {
      return false;
    }
    if (!wasParked) {
      wakerSignal.forgotten(); // if it is armed it is about to be delivered
    }
    if (wakerSignal.isDropped()) {
      wakerSignal = new WakerSignal();
    }
    wakerSignal.arm(waker);
    if (core.registerLast(wakerSignal)) {
      return true;
    }
    wakerSignal.arm(null); // no thread signals it: PARKED was not set
    return false;
  }
}
