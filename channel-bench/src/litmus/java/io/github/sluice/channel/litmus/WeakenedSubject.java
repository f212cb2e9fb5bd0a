// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A channel as one would write it for a single thread: right in every sequence of calls, but for
 * {@link #grant}, and wrong in every race that a litmus test is about.
 */
final class WeakenedSubject extends Subject {
  /*
   * What is left out, compared with the channels:
   *
   * - All fields are plain, so a write may become visible after reads that follow it. A thread
   *   that registers and then rechecks can miss what another thread writes before that one looks for
   *   waiters: D1 with `sent` and `parked`, D2 with `received` and `joined`.
   * - Whether there is capacity, whether the channel is open, whether a permit is unused, and whether a
   *   handle is the last, is read first and acted upon later, with race() between.
   * - "Empty" is read before "closed" (X9), the cause of a failure is written after the closing.
   * - A send by permit releases the capacity before it takes it as a message (B2).
   * - Sends are put into the first free slot, and looked for from the first slot on (O1); trySend
   *   does not look whether others wait (O6).
   * - The sizes are the difference of two numbers read one after the other (V1).
   * - The wake of a first waiter that has been withdrawn is lost (P2).
   */

  /** More than any test needs. */
  private static final int SLOTS = 4;

  private static final int MOST_PAUSES = 31;

  private final int capacity;
  private final @Nullable Integer[] slots = new Integer[SLOTS];
  private final @Nullable WeakenedSend[] line = new WeakenedSend[SLOTS];
  private final AtomicInteger undelivered = new AtomicInteger();

  private int sent;
  private int received;
  private int permits;
  private int handles = 1;
  private int joined;
  private int left;
  private int parked;
  private boolean closed;
  private boolean cancelled;
  private @Nullable Waker waker;
  private @Nullable WeakenedReceive receive;
  private @Nullable Throwable cause;
  private @Nullable Runnable listener;

  WeakenedSubject(int capacity) {
    this.capacity = capacity;
  }

  /** Leaves the others some time between a check and what follows from it. */
  static void race() {
    for (int pauses = (int) System.nanoTime() & MOST_PAUSES; pauses > 0; pauses--) {
      Thread.onSpinWait();
    }
  }

  // ---- the sender

  @Override
  SendResult trySend(Integer message) {
    if (closed) {
      return SendResult.CLOSED;
    }
    if (isFull()) {
      return SendResult.FULL;
    }
    race();
    accept(message);
    return SendResult.SENT;
  }

  private boolean isFull() {
    return sent - received + permits >= capacity;
  }

  private void accept(Integer message) {
    WeakenedReceive waiting = receive;
    if (waiting != null && waiting.hand(message)) {
      receive = null;
      return;
    }
    for (int i = 0; i < SLOTS; i++) {
      if (slots[i] == null) {
        slots[i] = message;
        break;
      }
    }
    sent++;
    wakeReceiver();
  }

  private void wakeReceiver() {
    if (parked != 0) {
      parked = 0;
      Waker registered = waker;
      if (registered != null) {
        registered.wake();
      }
    }
  }

  @Override
  CompletableFuture<Void> send(Integer message) {
    SendResult result = trySend(message);
    if (result == SendResult.SENT) {
      return CompletableFuture.completedFuture(null);
    }
    if (result == SendResult.CLOSED) {
      return CompletableFuture.failedFuture(
          new ChannelClosedException("channel weakened is closed", message, null));
    }
    WeakenedSend send = new WeakenedSend(message);
    line[joined & (SLOTS - 1)] = send;
    joined++;
    grant();
    return send;
  }

  /** Accepts waiting sends as long as there is capacity. */
  private void grant() {
    while (left != joined && !isFull()) {
      WeakenedSend next = line[left & (SLOTS - 1)];
      left++;
      if (next == null || !next.grant()) {
        return;
      }
      accept(next.message);
      next.complete(null);
    }
  }

  @Override
  @Nullable Permit<Integer> tryReserve() {
    if (closed || isFull()) {
      return null;
    }
    race();
    permits++;
    return new WeakenedPermit(this);
  }

  /** Accepts the message of a permit. */
  SendResult sendPermitted(Integer message) {
    if (cancelled) {
      permits--;
      return SendResult.CLOSED;
    }
    permits--;
    race();
    accept(message);
    return SendResult.SENT;
  }

  /** Takes a permit back. */
  void releasePermit() {
    permits--;
    grant();
    if (closed && sent == received && permits == 0) {
      wakeReceiver();
    }
  }

  @Override
  @Nullable SendResult upgradeAndSend(Integer message) {
    if (handles == 0) {
      return null;
    }
    race();
    handles++;
    return trySend(message);
  }

  @Override
  void closeSender() {
    if (handles == 1) {
      race();
      closeReceiver();
    }
    handles--;
  }

  @Override
  void fail(Throwable cause) {
    closed = true;
    race();
    this.cause = cause;
    wakeReceiver();
  }

  @Override
  void onClosed(Runnable action) {
    listener = action;
  }

  // ---- the receiver

  @Override
  @Nullable Integer tryReceive() {
    for (int i = 0; i < capacity; i++) {
      if (i > 0) {
        race();
      }
      Integer message = slots[i];
      if (message != null) {
        slots[i] = null;
        received++;
        grant();
        return message;
      }
    }
    Throwable failure = cause;
    if (closed && failure != null) {
      throw new ChannelFailedException("channel weakened is closed", failure);
    }
    return null;
  }

  @Override
  Wait receiveOrWait(Waker waker) {
    if (tryReceive() != null) {
      return Wait.MESSAGE;
    }
    this.waker = waker;
    parked = 1;
    if (sent != received) {
      parked = 0;
      return tryReceive() == null ? Wait.WAITING : Wait.MESSAGE;
    }
    return closed && permits == 0 ? Wait.ENDED : Wait.WAITING;
  }

  @Override
  CompletableFuture<Integer> receive() {
    Integer message = tryReceive();
    if (message != null) {
      return CompletableFuture.completedFuture(message);
    }
    WeakenedReceive waiting = new WeakenedReceive();
    receive = waiting;
    return waiting;
  }

  @Override
  void closeReceiver() {
    if (closed) {
      return;
    }
    race();
    closed = true;
    if (sent == received && permits == 0) {
      wakeReceiver();
    }
    while (left != joined) {
      WeakenedSend next = line[left & (SLOTS - 1)];
      left++;
      if (next == null) {
        break;
      }
      next.refuse();
    }
    Runnable notified = listener;
    if (notified != null) {
      notified.run();
    }
  }

  @Override
  void cancel() {
    closed = true;
    cancelled = true;
    while (tryReceive() != null) {
      undelivered.incrementAndGet();
    }
  }

  // ---- the state

  @Override
  boolean isTerminated() {
    boolean empty = sent == received && permits == 0;
    race();
    return empty && closed;
  }

  @Override
  boolean isClosed() {
    return closed;
  }

  @Override
  int size() {
    int sentBefore = sent;
    race();
    return sentBefore - received;
  }

  @Override
  int remainingCapacity() {
    return capacity - permits - size();
  }

  @Override
  int undelivered() {
    return undelivered.get();
  }
}
