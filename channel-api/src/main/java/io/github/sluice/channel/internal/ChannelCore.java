// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.SendResult;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What both channels are made of: the ring, the line of waiting senders, the number of those who
 * keep the stream open, how it ends, and what becomes of messages that nobody will receive.
 *
 * <p>Nothing here waits. How one waits is what the two channels differ in.
 *
 * @param <T> the type of the messages
 */
public final class ChannelCore<T> {
  private final MpscRing<T> ring;
  private final WaitingSenders<T> waitingSenders;
  private final Undelivered<T> undelivered;
  private final Holders holders = new Holders(this::close);
  private final StreamEnd end;

  /**
   * Makes an empty channel that nobody has a handle to.
   *
   * @param capacity how many messages it holds, from 1 to {@link MpscRing#MAX_CAPACITY}
   * @param onUndelivered is given each message that the channel accepted and nobody will receive
   * @param callbacks where the users' code runs that waits for something to happen
   */
  public ChannelCore(int capacity, Consumer<? super T> onUndelivered, CallbackExecutor callbacks) {
    this(capacity, onUndelivered, callbacks, SenderLine.BYPASSES);
  }

  /** For tests: with another number of bypasses. */
  ChannelCore(
      int capacity, Consumer<? super T> onUndelivered, CallbackExecutor callbacks, int bypasses) {
    undelivered = new Undelivered<>(onUndelivered);
    ring = new MpscRing<>(capacity);
    end = new StreamEnd(ring, callbacks);
    waitingSenders = new WaitingSenders<>(ring, callbacks, bypasses);
  }

  // ---- messages

  /** Puts a message in, if that needs no waiting. */
  public SendResult trySend(T message) {
    return ring.offer(message);
  }

  /**
   * <i>Receiver.</i> Takes the next message, or returns null if there is none.
   *
   * @throws ChannelFailedException if there will be none, because the stream has failed
   */
  public @Nullable T tryReceive() {
    T message = ring.poll();
    roomMade(); // also if there was no message: then room may have been made before (D2)
    if (message == null) {
      throwIfFailed();
    }
    return message;
  }

  /** <i>Receiver.</i> Returns the next message and leaves it, or null if there is none. */
  public @Nullable T peek() {
    T message = ring.peek();
    if (message == null) {
      roomMade(); // for D2
    }
    return message;
  }

  /** <i>Receiver.</i> Removes what {@link #peek} has returned; {@link #roomMade} must follow. */
  void remove() {
    ring.remove();
  }

  /** <i>Receiver.</i> Returns the position of the next message. */
  long position() {
    return ring.headPlain();
  }

  /** <i>Receiver.</i> Takes the next message; {@link #roomMade} must be called soon. */
  public @Nullable T take() {
    return ring.poll();
  }

  /** Lets waiting senders use the room that the caller has made. */
  public void roomMade() {
    // D2; pairs with WaitingSenders.serveHead, see there.
    long from = ring.wantedVolatile();
    if (from != RingWords.NOBODY && ring.headAcquire() - from >= 0) {
      waitingSenders.serve();
    }
  }

  /** <i>Receiver.</i> Announces that the receiver waits; see {@link MpscRing#park}. */
  public boolean park(ReceiverSignal signal) {
    if (!announce(signal)) {
      return false;
    }
    return !serveMissed() || ring.isReceiverParked(); // if not, its wake may have got lost in there
  }

  /** <i>Receiver.</i> The first half of {@link #park}, which calls nobody. */
  public boolean announce(ReceiverSignal signal) {
    return ring.park(signal);
  }

  /**
   * The second half of {@link #park}. What is served may signal the receiver in here.
   *
   * @return whether anybody has been waiting to send
   */
  public boolean serveMissed() {
    if (ring.wantedVolatile() == RingWords.NOBODY) {
      return false;
    }
    waitingSenders.serve(); // after a CAS: a receiver that goes to sleep has missed nobody (D2)
    return true;
  }

  /** <i>Receiver.</i> Forgets whom the last announcement was for. */
  public void unpark() {
    ring.forgetReceiver();
  }

  /** <i>Receiver.</i> Takes back the last announcement; see {@link MpscRing#unpark}. */
  public boolean withdrawAnnouncement() {
    return ring.unpark();
  }

  /** Returns the line of those who wait to send. */
  public WaitingSenders<T> waitingSenders() {
    return waitingSenders;
  }

  // ---- permits

  /** Takes permits, all or none, if nobody waits in line. */
  public SendResult tryReserve(int permits) {
    return ring.tryReserve(permits, TailWord.MOST_HELD, false);
  }

  /** Returns how many permits can be outstanding. */
  public int maxPermits() {
    return Math.min(capacity(), TailWord.MOST_HELD);
  }

  /**
   * Sends with a permit, which is used up.
   *
   * @return false if the channel has been cancelled; the message is still the caller's then
   */
  public boolean sendPermitted(T message) {
    long claimed = ring.claimPermitted();
    if (TailWord.isCancelled(claimed)) {
      releasePermits(1);
      return false;
    }
    ring.publish(claimed, message);
    if (TailWord.isParked(claimed)) {
      ring.wakeReceiver(claimed);
    }
    roomMade(); // for permits, if their number was at its limit
    return true;
  }

  /** Gives permits back unused. */
  public void releasePermits(int permits) {
    boolean ended = ring.releasePermits(permits);
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
  public void holdHandle() {
    if (ring.isClosed() || !tryHoldHandle()) {
      throw refusal(null);
    }
  }

  /** Counts a new handle, unless the stream has ended for lack of any. */
  boolean tryHoldHandle() {
    return holders.addHandle();
  }

  /** Counts a handle less; without any holder the stream ends. */
  void releaseHandle() {
    holders.removeHandle();
  }

  /** Counts a permit, or a send that is going to wait, unless the stream has ended. */
  public boolean tryHold() {
    return holders.addOther();
  }

  /** Counts a permit or a waiting send less; without any holder the stream ends. */
  public void release() {
    holders.removeOther();
  }

  /** Returns how many handles are open. */
  int handles() {
    return holders.handles();
  }

  // ---- the end

  /** Closes the channel to new messages; waiting sends are refused. */
  public void close() {
    close(TailWord.CLOSED);
  }

  /** Closes the channel to permits as well. What it holds is left to {@link #discard}. */
  public void closeToAll() {
    close(TailWord.CANCELLED);
  }

  /** Closes the channel, and has the receiver told why in the end. */
  void fail(Throwable cause) {
    if (!ring.isClosed()) {
      end.causeFailure(cause);
      close(TailWord.FAILED);
    }
  }

  private void close(long how) {
    if (ring.close(how)) {
      new ChannelClosedEvent().write(how, this);
      waitingSenders.serve();
      end.tellClosed();
    }
  }

  /** Returns the future that completes when the channel is closed. */
  CompletableFuture<@Nullable Void> closed() {
    return end.closed();
  }

  /** <i>Receiver.</i> Hands everything that the channel holds to {@code onUndelivered}. */
  public void discard() {
    undelivered.acceptAll(ring, this);
  }

  /** Hands a message that came too late to {@code onUndelivered}. */
  public void undelivered(T message) {
    undelivered.accept(message, this);
  }

  /** Returns what a sender is told whose message, if it had any, the channel does not take. */
  public ChannelClosedException refusal(@Nullable Object message) {
    return end.refusal(message);
  }

  /**
   * Lets the receiver know that it has received everything before a failure.
   *
   * @throws ChannelFailedException if that is so
   */
  public void throwIfFailed() {
    end.throwIfFailed();
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
    String phase = isTerminated() ? "terminated" : isClosed() ? "closed" : "open";
    return String.format(
        Locale.ROOT,
        "[size=%d, capacity=%d, permits=%d, waitingSenders=%d, senders=%d, %s%s]",
        size(),
        capacity(),
        ring.outstandingPermits(),
        waitingSenders.length(),
        handles(),
        phase,
        end.isFailure() ? ", failed" : "");
  }
}
