// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Fields;
import io.github.sluice.channel.internal.ReceiverHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The receiver that waits by leaving a future or a waker behind. */
final class PollingReceiver<T> extends ReceiverHandle<T> implements AsyncReceiver<T> {
  private static final VarHandle USER =
      Fields.handle(MethodHandles.lookup(), "user", ReceiverUser.class);

  private final Callbacks callbacks;
  private final WakerSignal signal;
  private final TakingReceiver<T> blocking;
  private final ReceiverUser<T> canceller;

  /** Who has the receiver to himself; while there is one, the ring's end is not ours to use. */
  private volatile @Nullable ReceiverUser<T> user;

  /** How many users there have been. */
  private volatile int uses;

  PollingReceiver(ChannelCore<T> core, Callbacks callbacks) {
    super(core);
    this.callbacks = callbacks;
    signal = new WakerSignal(callbacks);
    blocking = new TakingReceiver<>(this, core);
    canceller = new Canceller<>(this, core, callbacks);
  }

  // ---- who uses the receiver

  @Override
  protected void requireIdle() {
    if (user != null) {
      throw inUse();
    }
    blocking.requireNobodyElse();
  }

  /** Makes sure that nobody waits, in whichever way, the current thread included. */
  private void requireFree() {
    if (user != null || blocking.isWaiting()) {
      throw inUse();
    }
  }

  @Override
  protected int uses() {
    return uses;
  }

  /** Lets go of the waker; for a thread that is about to wait. */
  void releaseWaker() {
    signal.release();
  }

  private static IllegalStateException inUse() {
    return new IllegalStateException("the receiver is in use");
  }

  /** Lets somebody have the receiver, who then gives it back by {@link #free}. */
  private void use(ReceiverUser<T> newUser) {
    if (!USER.compareAndSet(this, null, newUser)) {
      throw inUse();
    }
    uses++; // by one at a time: who has just become the user
    // After that; a thread looks at it after it has entered: one of the two sees the other.
    if (blocking.isWaiting()) {
      newUser.end(); // first: a cancel() that has come already waits for this
      free(newUser);
      throw inUse();
    }
    signal.release();
  }

  /** Called, perhaps more than once, when an operation is over. */
  void free(ReceiverUser<T> formerUser) {
    USER.compareAndSet(this, formerUser, null);
  }

  /** Moves what is there to a collection, for the user, who then says that room was made. */
  int move(Collection<? super T> into, int limit) {
    return moveQuietly(into, limit);
  }

  // ---- futures

  @Override
  public CompletableFuture<@Nullable T> receive() {
    requireFree();
    T message = core().take();
    core().roomMade();
    if (message != null) {
      return CompletableFuture.completedFuture(message);
    }
    ReceiveOne<T> receive = new ReceiveOne<>(this, core(), callbacks);
    use(receive);
    if (!receive.await()) {
      receive.take();
      receive.run();
    }
    return receive.future;
  }

  @Override
  public CompletableFuture<Integer> receiveMany(Collection<? super T> into, int limit) {
    Objects.requireNonNull(into, "into");
    requireNotNegative(limit);
    requireFree();
    if (limit == 0) {
      return CompletableFuture.completedFuture(0);
    }
    ReceiveMany<T> receive = new ReceiveMany<>(this, core(), callbacks, into, limit);
    use(receive);
    receive.take();
    return receive.future;
  }

  @Override
  public CompletableFuture<@Nullable Void> forEach(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    requireFree();
    ForEach<T> loop = new ForEach<>(this, core(), callbacks, action);
    use(loop);
    loop.schedule();
    return loop.future;
  }

  // ---- others' interfaces

  @Override
  public Flow.Publisher<T> publisher() {
    return new MessagePublisher<>(this);
  }

  /** Lets a subscriber have the receiver. */
  MessageSubscription<T> subscribe(Flow.Subscriber<? super T> subscriber) {
    requireFree();
    MessageSubscription<T> subscription =
        new MessageSubscription<>(this, core(), callbacks, subscriber);
    use(subscription);
    return subscription;
  }

  @Override
  public BlockingReceiver<T> blocking() {
    return blocking;
  }

  // ---- wakers

  @Override
  public @Nullable T poll(Waker waker) {
    Objects.requireNonNull(waker, "waker");
    int before = uses;
    requireFree();
    T message = core().tryReceive();
    if (message != null || isRegistered(waker, before)) {
      return message;
    }
    return core().tryReceive(); // null: the stream has ended
  }

  @Override
  public int pollMany(Collection<? super T> into, int limit, Waker waker) {
    Objects.requireNonNull(into, "into");
    Objects.requireNonNull(waker, "waker");
    requireNotNegative(limit);
    int before = uses;
    requireFree();
    int taken = moveInUse(into, limit);
    if (taken > 0 || limit == 0 || isRegistered(waker, before)) {
      return taken;
    }
    return moveInUse(into, limit); // 0: the stream has ended
  }

  /** Registers a waker, which is called then, once; false if there is no need, and it is not. */
  private boolean isRegistered(Waker waker, int usesBefore) {
    requireFree(); // again: a callback that was due may have begun to receive
    if (uses != usesBefore) { // and be at it in another thread
      throw inUse();
    }
    // Only who clears PARKED calls the waker, so A3 needs that what others have left is gone, and
    // that nothing of the receiver is touched after an announcement: it may be in use by then.
    if (!core().withdrawAnnouncement()) {
      return false;
    }
    signal.register(waker);
    if (core().announce(signal)) {
      core().serveMissed();
      return true;
    }
    signal.release();
    return false;
  }

  // ---- the end

  @Override
  public void cancel() {
    ReceiverUser<T> current = user;
    if (current != null) {
      current.requireOutside();
    }
    core().closeToAll();
    ReceiverUser<T> former = takeOver();
    if (former == canceller) { // so this is called by onUndelivered
      return;
    }
    boolean incomplete = former != null && former.endByCancel();
    try {
      blocking.discard();
    } finally {
      core().unpark(); // not before: a thread may have waited that somebody was about to wake
      free(canceller);
      if (incomplete) {
        callbacks.execute(Objects.requireNonNull(former));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private @Nullable ReceiverUser<T> takeOver() {
    return (ReceiverUser<T>) USER.getAndSet(this, canceller);
  }

  /** The user while the channel is emptied by cancel(). */
  private static final class Canceller<T> extends ReceiverUser<T> {
    Canceller(PollingReceiver<T> receiver, ChannelCore<T> core, Callbacks callbacks) {
      super(receiver, core, callbacks, OVER);
    }

    @Override
    boolean goesOn() {
      return false;
    }

    @Override
    public void run() {}
  }
}
