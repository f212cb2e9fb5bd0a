// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.ChannelState;
import io.github.sluice.channel.ChannelStats;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.base.Uncaught;
import io.github.sluice.channel.internal.jfr.ChannelEvents;
import io.github.sluice.channel.internal.queue.SendQueue;
import io.github.sluice.channel.internal.queue.SendWaiter;
import io.github.sluice.channel.internal.queue.SendWaiter.State;
import io.github.sluice.channel.internal.ring.EvictingRing;
import io.github.sluice.channel.internal.ring.MpscRing;
import io.github.sluice.channel.internal.ring.RendezvousRing;
import io.github.sluice.channel.internal.ring.TailWord;
import io.github.sluice.channel.internal.ring.WeightedRing;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The core of both channels: the ring, the queue of waiting senders, the lease of the consumer
 * side, the references that keep the stream open, and its end.
 *
 * <p>Nothing here waits. Methods that return a {@link Notification} have made all of their effects
 * and run no user code; the caller {@linkplain #deliver delivers} it after its own effects. The
 * other methods deliver at their end.
 */
public final class ChannelCore<T> implements ChannelState {
  final MpscRing<T> ring; // for the parts of this package

  /** The same ring, if its capacity is 0. */
  private final @Nullable RendezvousRing<T> rendezvous;

  private final Overflow overflow;
  private final SendQueue<T> queue;
  private final ReceiverLease lease = new ReceiverLease(this);
  private final StreamRefs refs = new StreamRefs();
  private final CloseState closeState;
  private final Undelivered<T> undelivered;
  private final AtomicReference<@Nullable Termination> termination = new AtomicReference<>();
  private final CallbackExecutor callbacks;
  private final WaitStrategy waitStrategy;

  /** Null until they are asked for: then nothing is counted. */
  private volatile @Nullable Counters counters;

  /** <i>Receiver.</i> What is due because a sender has handed its message over. */
  private @Nullable Notification handedOver;

  /** Null if none was given: the default is not computed unless it is asked for. */
  private final @Nullable String name;

  /**
   * Creates an empty channel without handles.
   *
   * @throws IllegalArgumentException if the capacity is out of range or too large for the heap, or
   *     options contradict each other
   */
  public ChannelCore(ChannelOptions<T> options, CallbackExecutor callbacks) {
    this(options, callbacks, SendQueue.BYPASSES);
  }

  /** For tests: with another number of bypasses. */
  ChannelCore(ChannelOptions<T> options, CallbackExecutor callbacks, int bypasses) {
    ChannelEvents.load();
    name = options.name;
    undelivered = new Undelivered<>(options.onUndelivered);
    ring = options.newRing(this::name);
    rendezvous = ring instanceof RendezvousRing<T> handing ? handing : null;
    overflow = options.overflow;
    queue = new SendQueue<>(ring, bypasses);
    closeState = new CloseState(this);
    this.callbacks = callbacks;
    waitStrategy = options.waitStrategy;
  }

  /** Delivers notifications; the last thing that an operation does. */
  public void deliver(@Nullable Notification due) {
    if (due != null) {
      callbacks.deliver(due);
    }
  }

  // ---- sending

  /** Sends a message, if that needs no waiting. */
  public SendResult trySend(T message) {
    long tail = ring.offer(message);
    if (TailWord.admitsSenders(tail)) {
      Notification due = TailWord.isParked(tail) ? ring.signalReceiver(tail) : null;
      if (due != null) {
        callbacks.deliver(due); // not through deliver(): see MaxInlineLevel in record 15
      }
      return SendResult.SENT;
    }
    return overflow == Overflow.WAIT ? refusal(tail) : overflow(message, tail);
  }

  /** Sends a message for which there is no capacity, in a channel whose senders never wait. */
  private SendResult overflow(T message, long full) {
    long tail = full;
    T dropped = message;
    boolean isEvicted = false;
    if (ring instanceof EvictingRing<T> evicting) {
      StackReserve.require(); // until the receiver has been notified
      tail = evicting.claimAlways();
      if (!TailWord.isClosed(tail)) {
        isEvicted = true;
        dropped = evicting.evict(tail);
        ring.publish(tail, message);
        deliver(TailWord.isParked(tail) ? ring.signalReceiver(tail) : null);
      }
    }
    if (TailWord.isClosed(tail)) {
      return SendResult.CLOSED;
    }
    if (dropped != null) {
      drop(dropped, isEvicted);
    }
    return SendResult.SENT;
  }

  /**
   * Sends the first messages of a queue, all of them or none, and removes those that it has sent.
   *
   * @param queue of exactly this class: another one may run code of the user's
   * @return whether they are sent; if not, there is no capacity for all, or the channel is closed
   */
  public boolean trySendAll(ArrayDeque<? extends T> queue, int count) {
    if (ring instanceof WeightedRing) {
      return false; // together they may be too heavy
    }
    long tail = offerAll(queue, count);
    if (!TailWord.admitsSenders(tail)) {
      return false;
    }
    deliver(TailWord.isParked(tail) ? ring.signalReceiver(tail) : null);
    return true;
  }

  /** A method of its own, so that its frame retains no message while callbacks run. */
  private long offerAll(ArrayDeque<? extends T> queue, int count) {
    @SuppressWarnings("unchecked")
    T[] messages = (T[]) new Object[count];
    Iterator<? extends T> first = queue.iterator();
    for (int i = 0; i < count; i++) {
      messages[i] = first.next();
    }
    StackReserve.require(); // from the claim to the signal
    long tail = ring.offerAll(messages);
    if (TailWord.admitsSenders(tail)) {
      for (int i = 0; i < count; i++) {
        queue.poll(); // before callbacks run, which may use the queue
      }
    }
    return tail;
  }

  private static SendResult refusal(long tail) {
    return TailWord.isClosed(tail) ? SendResult.CLOSED : SendResult.FULL;
  }

  /**
   * Queues a waiter, which retains the stream; it may be over when this returns. The caller has
   * called {@link StackReserve#require}.
   */
  public @Nullable Notification enqueue(SendWaiter<T> waiter) {
    Counters counting = counters;
    if (counting != null) {
      counting.sendWaits.increment();
    }
    return queue.add(waiter);
  }

  /**
   * Throws IllegalStateException if the current thread is in the action of the receiver's loop: it
   * would wait for capacity that is released only after the action has returned.
   */
  public void requireNotInAction() {
    Object holder = lease.holder();
    if (holder == Thread.currentThread()
        || (holder instanceof ReceiverSignal loop && loop.isInActionOfThisThread())) {
      throw new IllegalStateException(
          "cannot wait for capacity in channel "
              + name()
              + ", which is full: its receiver goes on only when the action has returned that this"
              + " thread is in. Use trySend, or send from another thread");
    }
  }

  /** As {@link SendQueue#withdraw}. */
  public boolean withdraw(SendWaiter<T> waiter) {
    StackReserve.require();
    return queue.withdraw(waiter);
  }

  /** Gives up a wait: withdraws the waiter, or returns the permits that it has been granted. */
  public @Nullable Notification abandon(SendWaiter<T> waiter) {
    while (!waiter.isOver()) {
      if (queue.withdraw(waiter)) {
        return waiter.caused();
      }
      waiter.awaitChange(State.CLAIMED);
    }
    return waiter.state() == State.GRANTED && !waiter.isSend ? returnPermits(waiter.permits) : null;
  }

  // ---- receiving

  public ReceiverLease lease() {
    return lease;
  }

  /**
   * <i>Receiver, without a lease.</i> Takes the next message, or returns null if there is none.
   *
   * @param steps how long to wait for a sender that is about to write it, see {@link MpscRing#peek}
   * @throws ChannelFailedException if there will be none, because the stream has failed
   */
  public @Nullable T tryReceive(int steps) {
    T message = ring.peek(steps);
    return message != null && tryTake(message) ? message : tryReceive(message != null, steps);
  }

  private @Nullable T tryReceive(boolean isTaken, int steps) {
    T message = null;
    if (isTaken || rendezvous != null) {
      StackReserve.require(); // look() may drain
      do {
        message = look(steps);
      } while (message != null && !tryTake(message));
      deliver(takeHandedOver());
    }
    if (message == null) {
      throwIfFailed();
    }
    return message;
  }

  /**
   * <i>Receiver, without a lease.</i> Takes the message that {@link #peek} has returned.
   *
   * @return false if another thread has taken it: one that cancels the channel, or that evicts it
   */
  public boolean tryTake(T message) {
    boolean hasWaiters = ring.hasWaiters();
    if (hasWaiters) {
      StackReserve.require(); // before the effect: until drain() is over
    }
    if (!ring.tryRemove(message, ring.receivePosition())) {
      return false;
    }
    boolean isGrantDue;
    try {
      isGrantDue = ring.isGrantDue();
      if (isGrantDue && !hasWaiters) {
        StackReserve.require(); // a waiter has just arrived
      }
    } catch (StackOverflowError e) { // the message must not be lost; the next operation grants
      isGrantDue = false;
    }
    if (isGrantDue) {
      deliver(queue.drain());
    }
    return true;
  }

  /** As {@link MpscRing#receivePosition}. */
  public long receivePosition() {
    return ring.receivePosition();
  }

  /**
   * As {@link MpscRing#tryRemove}; {@link #grantReleased} is to follow. The caller has called
   * {@link StackReserve#require}.
   */
  public boolean tryRemove(T message, long position) {
    return ring.tryRemove(message, position);
  }

  /** As {@link MpscRing#peek(int)}. */
  public @Nullable T peek(int steps) {
    return ring.peek(steps);
  }

  /**
   * As {@link MpscRing#peek(int)}; with capacity 0 the first sender that waits hands its message
   * over, and {@link #grantReleased} is to follow; the caller has called {@link
   * StackReserve#require} then.
   */
  public @Nullable T look(int steps) {
    T message = ring.peek(steps);
    if (message == null && rendezvous != null && handOver(rendezvous, steps)) {
      message = ring.peek(steps);
    }
    return message;
  }

  /** <i>Receiver.</i> Takes the next message; null if there is none. */
  public @Nullable T take() {
    T message;
    do {
      message = look(SpinWait.FOREVER);
    } while (message != null && !ring.remove(message, true));
    return message;
  }

  /** Lets the first sender that waits hand its message over; false if there was none. */
  private boolean handOver(RendezvousRing<T> handing, int steps) {
    if (!handing.hasWaiters() || handing.isClosed()) {
      return false;
    }
    boolean isRegistered = handing.isReceiverParked(); // by a poll that has returned
    if (!isRegistered && !handing.registerBesideWaiters(RendezvousRing.NO_SIGNAL)) {
      return true; // there is a message
    }
    handedOver = Notification.concat(handedOver, queue.drain());
    boolean interrupted = false;
    for (int step = 0; // if another thread is the combiner
        step < steps && handing.isReceiverParked() && handing.hasWaiters();
        step++) {
      interrupted |= SpinWait.pause(step);
    }
    SpinWait.restore(interrupted);
    if (!isRegistered) {
      handing.forgetSignal();
    }
    return true;
  }

  private @Nullable Notification takeHandedOver() {
    Notification due = handedOver;
    handedOver = null;
    return due;
  }

  /**
   * <i>Receiver.</i> Grants waiting senders the capacity that has been released. The caller has
   * called {@link StackReserve#require}.
   */
  public @Nullable Notification grantReleased() {
    Notification due = ring.isGrantDue() ? queue.drain() : null;
    return rendezvous == null ? due : Notification.concat(takeHandedOver(), due);
  }

  /** As {@link MpscRing#register}. */
  public boolean register(ReceiverSignal signal) {
    boolean isRegistered = ring.register(signal);
    Counters counting = counters;
    if (isRegistered && counting != null) {
      counting.receiveWaits.increment();
    }
    return isRegistered;
  }

  /**
   * As {@link #register}, for a signal that may be delivered before this returns, and after which
   * the caller does not access the receiver: another thread may use it by then.
   */
  public boolean registerLast(ReceiverSignal signal) {
    if (rendezvous == null) {
      return register(signal);
    }
    StackReserve.require(); // until the sender that waits has been granted
    if (!rendezvous.registerBesideWaiters(signal)) {
      return false;
    }
    if (rendezvous.hasWaiters()) {
      deliver(queue.drain()); // as a sender: the registration stands
    }
    return true;
  }

  /**
   * As {@link #register}, but with capacity 0 no message is handed over because of it: the signal
   * comes when a sender waits.
   */
  public boolean watch(ReceiverSignal signal) {
    if (rendezvous == null) {
      return register(signal);
    }
    rendezvous.forgetSignal(); // that of a poll before would be capacity
    queue.watch(signal);
    boolean isWatching = !mayBeReady();
    if (!isWatching) {
      queue.watch(null);
    }
    return isWatching;
  }

  /** As {@link #watch}, for the end of the stream alone; the signal may come without it, too. */
  public boolean watchEnd(ReceiverSignal signal) {
    if (rendezvous == null) {
      return size() > 0 || register(signal);
    }
    rendezvous.forgetSignal();
    queue.watch(signal);
    if (isTerminated()) {
      queue.watch(null);
      return false;
    }
    return true;
  }

  /** Returns whether there may be a message, or the end, for a receiver that {@link #watch}es. */
  public boolean mayBeReady() {
    return rendezvous == null ? !ring.isReceiverParked() : hasMessage() || isTerminated();
  }

  /**
   * Returns whether there is a message, or with capacity 0 perhaps a sender that waits with one.
   */
  public boolean hasMessage() {
    return size() > 0 || (rendezvous != null && rendezvous.hasWaiters());
  }

  /** Returns whether no registration is waiting to be notified. */
  public boolean isReceiverNotified() {
    return !ring.isReceiverParked();
  }

  /** As {@link MpscRing#unregister}. */
  public boolean unregister() {
    return ring.unregister();
  }

  /**
   * Makes sure that no message is handed over to a wait that is about to be withdrawn; false if one
   * has been: then a signal has come, or comes. For the owner of the wait, as the consumer side.
   */
  public boolean retract() {
    return rendezvous == null || rendezvous.unregister();
  }

  /** As {@link MpscRing#forgetSignal}; ends {@link #watch} as well. */
  public void forgetSignal() {
    ring.forgetSignal();
    if (rendezvous != null) {
      queue.watch(null);
    }
  }

  /** Releases the lease, and empties the channel if it has been cancelled meanwhile. */
  public void releaseLease(@Nullable Object formerHolder) {
    lease.release(formerHolder);
    discardIfCancelled();
  }

  /** As {@link #releaseLease}, for an operation that is over; may be called more than once. */
  public void releaseLeaseOf(Object operation) {
    if (lease.releaseOf(operation)) {
      discardIfCancelled();
    }
  }

  // ---- permits

  /** Throws UnsupportedOperationException if no capacity can be reserved here. */
  public void requireReservable() {
    if (overflow != Overflow.WAIT || ring.getClass() != MpscRing.class) {
      String why =
          rendezvous != null
              ? "has capacity 0"
              : overflow != Overflow.WAIT ? "drops messages when it is full" : "weighs messages";
      throw new UnsupportedOperationException(
          "no capacity can be reserved, by a permit or a poller, in channel "
              + name()
              + ", which "
              + why
              + ". Use send or trySend");
    }
  }

  /** As {@link MpscRing#permitsBeside}. */
  public int permitsBeside(T message) {
    return ring.permitsBeside(message);
  }

  /** Returns whether the capacity is 0: a message is sent only while the receiver waits for one. */
  public boolean isRendezvous() {
    return rendezvous != null;
  }

  /** Reserves permits, all or none, if no waiter is before them. */
  public SendResult tryReserve(int permits) {
    long tail = ring.tryReserve(permits);
    return TailWord.admitsSenders(tail) ? SendResult.SENT : refusal(tail);
  }

  public int maxPermits() {
    return Math.min(capacity(), TailWord.MAX_PERMITS);
  }

  /**
   * Sends with a permit, which is used up. The caller has called {@link StackReserve#require}.
   *
   * @param releases whether that was the last of a user's permits, which retain the stream
   * @return SENT, or CLOSED if the channel has been cancelled: then the caller keeps the message
   */
  public SendResult sendPermitted(T message, boolean releases) {
    long tail = ring.claimPermitted();
    boolean isSent = !TailWord.isCancelled(tail);
    Notification due;
    if (isSent) {
      ring.publish(tail, message);
      due = drainIfWaiting(TailWord.isParked(tail) ? ring.signalReceiver(tail) : null);
    } else {
      due = returnPermits(1);
    }
    deliver(Notification.concat(due, releases ? release() : null));
    return isSent ? SendResult.SENT : SendResult.CLOSED;
  }

  /** Returns a user's permits unused. The caller has called {@link StackReserve#require}. */
  void releasePermits(int permits) {
    Notification due = returnPermits(permits);
    deliver(Notification.concat(due, release()));
  }

  /** Returns permits unused. The caller has called {@link StackReserve#require}. */
  public @Nullable Notification returnPermits(int permits) {
    return drainIfWaiting(ring.releasePermits(permits) ? ring.signalEnd() : null);
  }

  /** Grants waiters what fits now that there are fewer permits; returns that after what is due. */
  private @Nullable Notification drainIfWaiting(@Nullable Notification due) {
    // A Dekker handshake as D2 of SendQueue: the tail, then `notifyAt`.
    return ring.hasWaiters() ? Notification.concat(due, queue.drain()) : due;
  }

  // ---- what keeps the stream open

  /** Counts a new handle; throws ChannelClosedException if the channel is closed. */
  public <S extends SenderHandle<T>> S opened(S handle) {
    if (openedIfOpen(handle) == null) {
      throw closedException("take a handle", false, null);
    }
    return handle;
  }

  /** Counts a new handle; null if the channel is closed. */
  public <S extends SenderHandle<T>> @Nullable S openedIfOpen(S handle) {
    return !ring.isClosed() && tryRetain(StreamRefs.HANDLE) ? handle : null;
  }

  /** Counts a permit, or a send that is going to wait, unless the stream has ended. */
  public boolean tryRetain() {
    return tryRetain(StreamRefs.WAITER);
  }

  /** Counts a reference of a kind, unless the stream has ended because there was none. */
  boolean tryRetain(long kind) {
    if (refs.retain(kind)) {
      return true;
    }
    // The thread that has released the last reference may not have closed the ring yet; a caller
    // that is refused has seen the end, and finds the channel closed (X9, X12).
    StackReserve.require();
    deliver(end(TailWord.CLOSED));
    return false;
  }

  /** Counts a permit or a waiting send less. */
  public @Nullable Notification release() {
    return release(StreamRefs.WAITER);
  }

  /** Counts a reference less; without any the stream ends. */
  @Nullable Notification release(long kind) {
    return refs.release(kind) ? end(TailWord.CLOSED) : null;
  }

  // ---- the end

  /**
   * Closes the channel to new messages, for its receiver; waiting sends are refused.
   *
   * @param reason the cause of the exceptions that senders get, or null
   */
  public void close(@Nullable Throwable reason) {
    StackReserve.require();
    if (!ring.isClosed()) {
      closeState.byReceiver(reason);
    }
    deliver(end(TailWord.CLOSED));
  }

  /** Closes the channel with a failure, which the receiver gets after what has been accepted. */
  void closeExceptionally(Throwable cause) {
    StackReserve.require();
    if (!ring.isClosed()) {
      closeState.setFailure(cause);
      deliver(end(TailWord.FAILED));
    }
  }

  /**
   * Closes the channel to permits as well, and discards what it holds; if an operation has the
   * consumer side that cannot be ended now, it does that when it is over.
   */
  void cancel() {
    StackReserve.require();
    Notification due = end(TailWord.CANCELLED);
    lease.cancel();
    if (lease.holder() instanceof ReceiverSignal waiting) {
      due = Notification.concat(due, waiting.cancelled());
    }
    try {
      discardIfCancelled();
    } finally {
      deliver(due);
    }
  }

  private @Nullable Notification end(long how) {
    long before = ring.close(how);
    Notification due = null;
    if (!TailWord.isClosed(before)) {
      due = Notification.concat(closeState.completion(), queue.drain());
      ChannelEvents.channelClosed(TailWord.nameOfEnd(how), this);
    } else if (how == TailWord.CANCELLED) {
      due = queue.signalEnd(); // permits that are outstanding do not matter any more
    }
    if (MpscRing.endsParked(TailWord.withEnd(before, how))) {
      due = Notification.concat(due, ring.signalEnd());
    }
    return due;
  }

  public CompletableFuture<@Nullable Void> closeFuture() {
    return closeState.future();
  }

  /** Returns the future of the receiver's end, the same at every call. */
  CompletableFuture<@Nullable Void> terminationFuture() {
    Termination first = termination.get();
    if (first == null) {
      StackReserve.require();
      first = new Termination(lease, closeState);
      if (!termination.compareAndSet(null, first)) {
        return Objects.requireNonNull(termination.get()).future;
      }
      deliver(queue.watchEnd(first));
    }
    return first.future;
  }

  /**
   * Hands everything that a cancelled channel holds to {@code onUndelivered}, unless an operation
   * has the consumer side, which does so when it is over.
   */
  public void discardIfCancelled() {
    if (lease.isCancelled() && lease.tryAcquireToDiscard()) {
      try {
        undelivered.acceptAll(this);
      } finally {
        lease.release(null);
        deliver(queue.signalEnd()); // this moved the head without looking at `notifyAt`
      }
    }
  }

  /** Hands a message that is dropped to {@code onUndelivered}; reports what that throws. */
  void drop(T message, boolean wasInRing) {
    try {
      undelivered.acceptDropped(message, wasInRing);
    } catch (Throwable t) {
      Uncaught.report(t);
    }
  }

  /** Hands a refused message to {@code onUndelivered}; reports what that throws. */
  public void undelivered(T message) {
    try {
      undelivered.accept(message, this);
    } catch (Throwable t) {
      Uncaught.report(t);
    }
  }

  /** As {@link CloseState#closedException(Object)}. */
  public ChannelClosedException closedException(@Nullable Object message) {
    return closeState.closedException(message);
  }

  /** As {@link CloseState#closedException(String, boolean, Object)}. */
  ChannelClosedException closedException(
      String operation, boolean isHandleClosed, @Nullable Object message) {
    return closeState.closedException(operation, isHandleClosed, message);
  }

  /** Throws ChannelFailedException if the stream has failed and everything has been received. */
  public void throwIfFailed() {
    ChannelFailedException failure = failure();
    if (failure != null) {
      throw failure;
    }
  }

  /** As {@link CloseState#failure}. */
  public @Nullable ChannelFailedException failure() {
    return closeState.failure();
  }

  @Override
  public boolean isClosed() {
    return ring.isClosed();
  }

  public boolean isTerminated() {
    return ring.isTerminated();
  }

  // ---- state

  /** Returns what has happened, and begins to count what is counted only if somebody asks. */
  public ChannelStats stats() {
    Counters counting = counters;
    if (counting == null) {
      synchronized (closeState) { // once
        counting = counters == null ? new Counters() : counters;
        counters = counting;
      }
    }
    return counting.read(ring, undelivered);
  }

  /** Counts an attempt of a user's that has found no capacity. */
  void countRefusal() {
    Counters counting = counters;
    if (counting != null) {
      counting.refused.increment();
    }
  }

  /** How the threads wait that the parking handles park. */
  public WaitStrategy waitStrategy() {
    return waitStrategy;
  }

  @Override
  public String name() {
    return name != null ? name : "@" + Integer.toHexString(System.identityHashCode(this));
  }

  @Override
  public int size() {
    return ring.size();
  }

  @Override
  public int capacity() {
    return ring.capacity();
  }

  @Override
  public int remainingCapacity() {
    return ring.remainingCapacity();
  }

  @Override
  public int outstandingPermits() {
    return ring.outstandingPermits();
  }

  @Override
  public int waitingSenders() {
    return queue.length();
  }

  /** Returns whether nothing keeps the stream open any more: that ends it, if it had not ended. */
  boolean hasReleasedAll() {
    return refs.isEnded();
  }

  int senderCount() {
    return refs.handles();
  }

  @Override
  public String toString() {
    String phase = isTerminated() ? "terminated" : isClosed() ? "closed" : "open";
    String end = closeState.isFailure() ? phase + ", failed" : phase;
    String senders = "waitingSenders=" + waitingSenders() + ", senders=" + senderCount();
    return "[name=%s, size=%s, capacity=%s, permits=%s, %s, %s]"
        .formatted(name(), size(), capacity(), outstandingPermits(), senders, end);
  }
}
