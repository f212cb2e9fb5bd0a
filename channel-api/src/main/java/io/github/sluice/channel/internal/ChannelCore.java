// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.SendResult;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What both channels are made of: the ring, the line of waiting senders, the number of those who
 * keep the stream open, and what becomes of messages that nobody will receive.
 *
 * <p>Nothing here waits. How one waits is what the two channels differ in.
 *
 * @param <T> the type of the messages
 */
public final class ChannelCore<T> {
  private static final VarHandle HOLDERS =
      Fields.handle(MethodHandles.lookup(), "holders", int.class);

  /** The value of {@code holders} after the last one has gone. */
  private static final int ENDED = -1;

  private final MpscRing<T> ring;
  private final WaitingSenders<T> waitingSenders;
  private final Consumer<? super T> onUndelivered;

  /** Open handles and waiting sends; 0 until the first handle is made; then ENDED at the end. */
  private volatile int holders;

  /**
   * Makes an empty channel that nobody has a handle to.
   *
   * @param capacity how many messages it holds, from 1 to {@link MpscRing#MAX_CAPACITY}
   * @param onUndelivered is given each message that the channel accepted and nobody will receive
   */
  public ChannelCore(int capacity, Consumer<? super T> onUndelivered) {
    this.onUndelivered = Objects.requireNonNull(onUndelivered, "onUndelivered");
    ring = new MpscRing<>(capacity);
    waitingSenders = new WaitingSenders<>(ring);
  }

  // ---- messages

  /** Puts a message in, if that needs no waiting. */
  public SendResult trySend(T message) {
    return ring.offer(message);
  }

  /** <i>Receiver.</i> Takes the next message, or returns null if there is none. */
  public @Nullable T tryReceive() {
    T message = ring.poll();
    roomMade(); // also if there was no message: then room may have been made before (D2)
    return message;
  }

  /** <i>Receiver.</i> Takes the next message; {@link #roomMade} must be called soon. */
  public @Nullable T take() {
    return ring.poll();
  }

  /** Lets waiting senders use the room that the caller has made. */
  public void roomMade() {
    // D2; pairs with WaitingSenders.serveHead, see there.
    if (ring.wantedVolatile()) {
      waitingSenders.serve();
    }
  }

  /** <i>Receiver.</i> Announces that the receiver waits; see {@link MpscRing#park}. */
  public boolean park(ReceiverSignal signal) {
    if (!ring.park(signal)) {
      return false;
    }
    roomMade(); // after a CAS: a receiver that goes to sleep has missed nobody (D2)
    return true;
  }

  /** <i>Receiver.</i> Takes back the announcement. */
  public void unpark() {
    ring.forgetReceiver();
  }

  // ---- waiting senders

  /** Queues a sender that found no room. It may have been settled when this returns. */
  public void await(SendWaiter<T> waiter) {
    waitingSenders.add(waiter);
  }

  /** Takes a waiting sender out of the line; false if it has been, or is being, settled. */
  public boolean withdraw(SendWaiter<T> waiter) {
    return waitingSenders.withdraw(waiter);
  }

  /** Says that a waiter of kind SIGNAL has tried, so that the next one may be told. */
  public void turnFinished() {
    waitingSenders.turnFinished();
  }

  /**
   * Sends with a permit, which is used up.
   *
   * @return false if the channel has been cancelled; the message is still the caller's then
   */
  public boolean sendPermitted(T message) {
    long claimed = ring.claimPermitted();
    if (TailWord.isCancelled(claimed)) {
      releasePermit();
      return false;
    }
    ring.publish(claimed, message);
    if (TailWord.isParked(claimed)) {
      ring.wakeReceiver(claimed);
    }
    roomMade(); // for permits, if their number was at its limit
    return true;
  }

  /** Gives a permit back unused. */
  public void releasePermit() {
    boolean ended = ring.releasePermits(1);
    roomMade();
    if (ended) {
      ring.wakeAtEnd();
    }
  }

  // ---- who keeps the stream open

  /**
   * Counts a new handle.
   *
   * @throws ChannelClosedException if the channel is closed
   */
  public void hold() {
    int n;
    do {
      n = holders;
      if (n == ENDED || ring.isClosed()) {
        throw new ChannelClosedException();
      }
    } while (!HOLDERS.compareAndSet(this, n, n + 1));
  }

  /** Counts a send that is going to wait, unless the last handle has gone. */
  public boolean tryHold() {
    int n;
    do {
      n = holders;
      if (n == ENDED) {
        return false;
      }
    } while (!HOLDERS.compareAndSet(this, n, n + 1));
    return true;
  }

  /** Counts a handle or a waiting send less; without any, the stream ends. */
  public void release() {
    int n;
    do {
      n = holders;
    } while (!HOLDERS.compareAndSet(this, n, n == 1 ? ENDED : n - 1));
    if (n == 1) {
      ring.close(false);
    }
  }

  // ---- the end

  /** Closes the channel to new messages; waiting sends are refused. */
  public void close() {
    if (ring.close(false)) {
      waitingSenders.serve();
    }
  }

  /** Closes the channel to permits as well. What it holds is left to {@link #discard}. */
  public void closeToAll() {
    ring.close(true);
    waitingSenders.serve();
  }

  /** <i>Receiver.</i> Hands everything that the channel holds to {@code onUndelivered}. */
  public void discard() {
    Throwable failure = null;
    T message;
    while ((message = ring.poll()) != null) {
      try {
        onUndelivered.accept(message);
      } catch (Throwable t) {
        if (failure == null) {
          failure = t;
        } else if (failure != t) {
          failure.addSuppressed(t);
        }
      }
    }
    if (failure != null) {
      ChannelCore.<RuntimeException>rethrow(failure);
    }
  }

  @SuppressWarnings("unchecked") // throws whatever the user's code threw
  private static <X extends Throwable> void rethrow(Throwable failure) throws X {
    throw (X) failure;
  }

  /** Tells whether the channel is closed to new messages. */
  public boolean isClosed() {
    return ring.isClosed();
  }

  /** Tells whether nothing is in the channel, nor can come into it. */
  public boolean isTerminated() {
    return ring.isTerminated();
  }

  // ---- state

  /** Returns the number of messages held. */
  public int size() {
    return ring.size();
  }

  /** Returns the capacity. */
  public int capacity() {
    return ring.capacity();
  }

  /** Returns how many messages fit now. */
  public int remainingCapacity() {
    return ring.remainingCapacity();
  }

  @Override
  public String toString() {
    return "[size="
        + size()
        + ", capacity="
        + capacity()
        + ", permits="
        + ring.outstandingPermits()
        + ", waitingSenders="
        + waitingSenders.length()
        + ", senders="
        + Math.max(0, holders)
        + (isTerminated() ? ", terminated]" : isClosed() ? ", closed]" : ", open]");
  }
}
