// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.core.ChannelFuture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A channel under one lock: slow and plain, and wrong in one way if a flaw is given. It shows that
 * the contract can be kept by another channel than ours, and that it notices when it is not.
 *
 * @param <T> the type of the messages
 */
final class LockedChannel<T> {
  static final int MAX_CAPACITY = 1 << 30;
  static final int MAX_PERMITS = (1 << 20) - 1;

  final Flaw flaw;
  final ReentrantLock lock = new ReentrantLock();
  final LateEffect late;
  final int capacity;
  final CompletableFuture<@Nullable Void> closed;
  final ChannelFuture<@Nullable Void> terminated = new ChannelFuture<>(null);
  private final Consumer<? super T> onUndelivered;
  private final Condition arrived = lock.newCondition(); // a message, or the end
  private final Deque<T> buffer = new ArrayDeque<>();
  private final Deque<LockedWaiter<T>> queue = new ArrayDeque<>();
  private final List<Object> held = new ArrayList<>(); // what a flaw does not let go
  boolean isTerminationWanted;
  private int permits;
  private int handles;
  private int others; // waiting sends and holders of permits
  private LockedPhase phase = LockedPhase.OPEN;
  private @Nullable Throwable failure;
  private @Nullable Throwable reason; // the receiver's

  LockedChannel(int capacity, Consumer<? super T> onUndelivered, Flaw flaw) {
    if (capacity < 1 || capacity > MAX_CAPACITY) {
      throw new IllegalArgumentException("capacity " + capacity + " is not 1 to " + MAX_CAPACITY);
    }
    this.flaw = flaw;
    late = new LateEffect(flaw);
    this.capacity =
        flaw == Flaw.ROUNDS_CAPACITY ? Integer.highestOneBit(2 * capacity - 1) : capacity;
    this.onUndelivered = Objects.requireNonNull(onUndelivered);
    closed = flaw == Flaw.CAN_BE_FORGED ? new CompletableFuture<>() : new ChannelFuture<>(null);
  }

  /** Releases the lock, and then completes the close futures if the stream has ended. */
  void unlock() {
    if (flaw == Flaw.SAYS_FULL_WHEN_BUSY) {
      Thread.yield(); // is busy for longer
    }
    boolean ended = phase != LockedPhase.OPEN;
    boolean isOver =
        isTerminationWanted && (flaw == Flaw.ENDS_WITH_THE_CLOSE ? ended : isTerminated());
    Throwable failed = isOver ? failureAtEnd() : null;
    lock.unlock();
    if (isOver && !terminated.isDone()) {
      terminated.settle(null, failed == null ? null : new ChannelFailedException(name(), failed));
    }
    if (ended && !closed.isDone()) {
      if (closed instanceof ChannelFuture<@Nullable Void> end) {
        end.succeed(null);
      } else {
        closed.complete(null);
      }
    }
  }

  // ---- what follows needs the lock

  SendResult trySend(T message) {
    if (phase != LockedPhase.OPEN) {
      return SendResult.CLOSED;
    }
    if (!queue.isEmpty() || free() <= 0) {
      return SendResult.FULL;
    }
    put(message);
    return SendResult.SENT;
  }

  private void put(T message) {
    buffer.add(message);
    if (flaw != Flaw.WAKES_NO_RECEIVER) {
      arrived.signalAll();
    }
  }

  void send(T message) throws InterruptedException {
    SendResult result = trySend(message);
    if (result == SendResult.CLOSED) {
      throw closedException(message);
    }
    if (result == SendResult.FULL && awaitGrant(message) == SendResult.CLOSED) {
      throw closedException(flaw == Flaw.RETURNS_NO_MESSAGE ? null : message);
    }
  }

  private SendResult awaitGrant(T message) throws InterruptedException {
    LockedWaiter<T> waiter = new LockedWaiter<>(lock.newCondition(), message);
    queue.add(waiter);
    others++;
    try {
      while (waiter.outcome == null) {
        waiter.settled.await();
      }
    } catch (InterruptedException e) {
      if (waiter.outcome == null) {
        withdraw(waiter);
        throw e;
      }
      Thread.currentThread().interrupt(); // it came too late: what was granted counts
    }
    return waiter.outcome;
  }

  private void withdraw(LockedWaiter<T> waiter) {
    if (flaw == Flaw.HOLDS_WITHDRAWN && waiter.message != null) {
      held.add(waiter.message);
    }
    if (flaw == Flaw.LOSES_CAPACITY) {
      permits++;
    }
    if (flaw != Flaw.ADMITS_WITHDRAWN_SEND) {
      queue.remove(waiter);
      grant();
      removeOther();
    }
  }

  private void grant() {
    while (!queue.isEmpty() && free() > 0) {
      settle(
          flaw == Flaw.GRANTS_LAST_COMER ? queue.removeLast() : queue.removeFirst(),
          SendResult.SENT);
      if (flaw == Flaw.WAKES_NO_SECOND_SENDER) {
        return;
      }
    }
  }

  private void settle(LockedWaiter<T> waiter, SendResult outcome) {
    if (outcome == SendResult.SENT) {
      put(Objects.requireNonNull(waiter.message));
    }
    waiter.message = null;
    waiter.outcome = outcome;
    waiter.settled.signal();
    removeOther();
  }

  @Nullable T receive() throws InterruptedException {
    T message = tryReceive();
    while (message == null && !isTerminated()) {
      try {
        arrived.await();
      } catch (InterruptedException e) {
        if (flaw == Flaw.LOSES_MESSAGE_OF_WITHDRAWN_RECEIVE) {
          unlock();
          LockSupport.parkNanos(20_000); // long enough for what must not be missed
          lock.lock();
          poll();
        }
        throw e;
      }
      message = tryReceive();
    }
    return message;
  }

  @Nullable T tryReceive() {
    if (flaw == Flaw.FAILS_TOO_EARLY && failure != null) {
      throw new ChannelFailedException(name(), failure);
    }
    T message = poll();
    Throwable failed = message == null ? failureAtEnd() : null;
    if (failed != null) {
      throw new ChannelFailedException(name(), failed);
    }
    return message;
  }

  private @Nullable T poll() {
    T message = buffer.poll();
    if (message != null && flaw == Flaw.HOLDS_RECEIVED) {
      held.add(message);
    }
    grant();
    return message;
  }

  @Nullable T peek() {
    T message = buffer.peek();
    Throwable failed = message == null ? failureAtEnd() : null;
    if (failed != null) {
      throw new ChannelFailedException(name(), failed);
    }
    if (flaw == Flaw.TAKES_WHAT_IT_LOOKS_AT) {
      poll();
    }
    return message;
  }

  /** Returns why the stream has failed, if everything before that has been received. */
  @Nullable Throwable failureAtEnd() {
    return phase == LockedPhase.CLOSED && isTerminated() ? failure : null;
  }

  /** Puts a message back where it was. */
  void undo(T message) {
    buffer.addFirst(message);
  }

  /** Takes capacity for messages, all or none. */
  boolean tryReserve(int messages) {
    if (phase != LockedPhase.OPEN || !queue.isEmpty() || free() < messages) {
      return false;
    }
    permits += messages;
    others++;
    return true;
  }

  /**
   * Sends with capacity that was taken; false after cancel, when the message is still the caller's.
   */
  boolean sendPermitted(T message) {
    permits--;
    if (phase == LockedPhase.CANCELLED) {
      return false;
    }
    put(message);
    return true;
  }

  void giveBack(int messages) {
    permits -= messages;
    grant();
    if (flaw != Flaw.GIVES_BACK_SILENTLY) {
      arrived.signalAll();
    }
  }

  void addHandle() {
    if (phase != LockedPhase.OPEN && flaw != Flaw.UPGRADES_AFTER_THE_END) {
      throw closedException(null);
    }
    handles++;
  }

  void removeHandle() {
    handles--;
    endWithoutHolders();
  }

  void removeOther() {
    others--;
    endWithoutHolders();
  }

  private void endWithoutHolders() {
    if (handles == 0 && others == 0) {
      close();
    }
  }

  void fail(Throwable cause) {
    if (phase == LockedPhase.OPEN) {
      failure = cause;
      close();
    }
  }

  void close() {
    if (phase != LockedPhase.OPEN) {
      return;
    }
    phase = LockedPhase.CLOSED;
    if (flaw == Flaw.DROPS_BUFFER_ON_CLOSE) {
      buffer.clear();
    }
    for (LockedWaiter<T> waiter = queue.poll(); waiter != null; waiter = queue.poll()) {
      settle(waiter, SendResult.CLOSED);
    }
    if (flaw != Flaw.ENDS_SILENTLY) {
      arrived.signalAll();
    }
  }

  void close(Throwable why) {
    if (phase == LockedPhase.OPEN && flaw != Flaw.FORGETS_THE_CAUSE) {
      reason = why;
    }
    close();
  }

  /** Closes the channel, and takes out what is in it. */
  List<T> cancel() {
    close();
    phase = LockedPhase.CANCELLED;
    List<T> left = flaw == Flaw.CANCELS_SILENTLY ? List.of() : new ArrayList<>(buffer);
    buffer.clear();
    arrived.signalAll();
    return left;
  }

  ChannelClosedException closedException(@Nullable Object message) {
    return new ChannelClosedException(
        "channel " + nameInExceptions() + " is closed",
        message,
        failure != null ? failure : reason);
  }

  boolean isClosed() {
    return phase != LockedPhase.OPEN;
  }

  boolean isTerminated() {
    return isClosed() && isEmpty();
  }

  /** Returns whether nothing is in the channel, or comes into it with a permit. */
  boolean isEmpty() {
    return buffer.isEmpty() && (permits == 0 || phase == LockedPhase.CANCELLED);
  }

  /** Capacity for a sender that does not wait. */
  int remaining() {
    return queue.isEmpty() ? free() : 0;
  }

  int free() {
    return capacity - buffer.size() - (flaw == Flaw.PERMITS_TAKE_NO_CAPACITY ? 0 : permits);
  }

  int size() {
    return buffer.size() + (flaw == Flaw.COUNTS_WAITING_SENDS ? queue.size() : 0);
  }

  int handles() {
    return handles;
  }

  int permits() {
    return permits + (flaw == Flaw.COUNTS_USED_PERMITS ? buffer.size() : 0);
  }

  int waiting() {
    return flaw == Flaw.COUNTS_NO_WAITING_SENDS ? 0 : queue.size();
  }

  // ---- this does not

  private String nameInExceptions() {
    return flaw == Flaw.HIDES_ITS_NAME ? "" : name();
  }

  String name() {
    return "locked@" + Integer.toHexString(System.identityHashCode(this));
  }

  /** Hands over one message, without the lock. */
  void undelivered(T message) {
    onUndelivered.accept(message);
  }
}
