// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A sender for code that must not block: waiting is a future, or a waker.
 *
 * <p><b>Order.</b> Sends that find no capacity wait in a queue, strictly first come, first served;
 * nothing overtakes them, {@link #trySend} included. Requests for permits wait in the same queue.
 * Only a message for which capacity has been reserved already (see {@link #pollReady} and {@link
 * #reserve}) goes ahead. The thread that releases capacity grants it to the first in the queue.
 *
 * <p><b>Pending sends.</b> A channel may limit how many sends and requests for permits wait at a
 * time. Then the future of one more fails at once with {@link PendingSendsExceededException}, which
 * carries the message, and nothing else has happened.
 *
 * @param <T> the type of the messages
 */
public interface AsyncSender<T> extends Sender<T> {
  /**
   * Sends a message, now or when it is granted capacity.
   *
   * <p>The send is under way when this method returns, whether or not the future is used. The
   * future completes with {@code null} when the channel has accepted the message, or exceptionally
   * with a {@link ChannelClosedException} that carries the message if the receiver closes first. A
   * send that succeeds at once returns a shared, completed future.
   *
   * <p><b>Cancel safety.</b> Cancelling the future, completing it from outside, or a timeout set on
   * it withdraws the message if it has not been accepted: then it is never received, and the send
   * has lost its place in the queue. If it has been accepted the attempt changes nothing. {@code
   * complete} and {@code completeOnTimeout} cannot make a withdrawn send look successful: they
   * leave the future cancelled. {@code obtrudeValue} and {@code obtrudeException} are refused. When
   * an attempt that succeeded is over, no operation is refused because of the message. So if
   * another thread is granting waiting sends at that moment, the attempt waits for that, which
   * takes a few instructions for each.
   *
   * @param message what to send
   * @return a future that completes when the channel has the message
   * @throws NullPointerException if the message is null; nothing has happened then
   */
  CompletableFuture<@Nullable Void> send(T message);

  /**
   * Sends a message, now or when it is granted capacity, but no later than after the given time.
   *
   * <p>Like {@link #send(Object)}, but the result of the future says what has become of the
   * message: {@link SendResult#SENT}, {@link SendResult#CLOSED} or {@link SendResult#TIMED_OUT}. A
   * message not sent is still the caller's, and never received. If the time is zero or less there
   * is one attempt, and the future is complete when this method returns; more than 292 years means
   * forever. The future does not say TIMED_OUT before the time is over, and being closed takes
   * precedence over it. When the time is over, the message is withdrawn in the timer that the JDK
   * has for CompletableFuture, and the callbacks that this leads to run in the channel's executor.
   * Without one they run in one of a few daemon threads, which all channels share.
   *
   * <p><b>Cancel safety.</b> As in {@link #send(Object)}: completing the future from outside
   * withdraws the message if it has not been accepted, and changes nothing otherwise. {@code
   * complete} and {@code completeOnTimeout} leave a withdrawn send cancelled, whatever the value.
   * However the future completes, nothing is left in a timer.
   *
   * @param message what to send
   * @param timeout how long to wait at most
   * @return a future of the result
   * @throws NullPointerException if an argument is null; nothing has happened then
   */
  CompletableFuture<SendResult> send(T message, Duration timeout);

  /**
   * Reserves capacity for one message, now or when it is granted.
   *
   * @return a future of a permit for one message; see {@link #reserve(int)}
   */
  default CompletableFuture<Permit<T>> reserve() {
    return reserve(1);
  }

  /**
   * Reserves capacity for a number of messages, now or when it is granted for all of them.
   *
   * <p>The request is under way when this method returns. It waits in one queue with the sends,
   * strictly first come, first served: as long as a request for much is the first in the queue,
   * nothing that comes later gets any capacity, so it is not starved by many for little. While it
   * waits it keeps the stream open, as the permit does then.
   *
   * <p>The future completes with the permit, or exceptionally with a {@link ChannelClosedException}
   * if the channel or this handle is closed, or the channel becomes so while the request waits. A
   * future that is forgotten gets its permit all the same, and so takes the capacity away for good:
   * cancel what is not wanted any more.
   *
   * <p><b>Cancel safety.</b> Cancelling the future, completing it from outside, or a timeout set on
   * it withdraws the request if it has not been granted: then nothing is reserved, and those behind
   * it move up. If it has been granted the attempt changes nothing, and the future completes with
   * the permit, which must be used or closed: {@code future.thenAccept(Permit::close)} after a
   * {@code cancel} that returned false. {@code obtrudeValue} and {@code obtrudeException} are
   * refused while it waits.
   *
   * @param messages how many; none is allowed, and needs no waiting
   * @return a future of a permit for so many messages
   * @throws IllegalArgumentException if the number is negative, or greater than {@link #capacity()}
   *     or 1 048 575, so that there can never be so much capacity
   */
  CompletableFuture<Permit<T>> reserve(int messages);

  /**
   * Asks for capacity for one message, for a task that sends with {@link #trySend}.
   *
   * <p>If this returns true, one permit is reserved for this handle, and the next {@code trySend}
   * through it uses that permit: it is {@link SendResult#SENT}, unless the channel has been
   * cancelled. If it returns false, the handle waits in the queue, and {@code waker} is called when
   * it has been granted the permit or the channel is closed. Asking again while waiting keeps the
   * place in the queue and replaces the waker. The usual order is {@code trySend} first, {@code
   * pollReady} if that was {@code FULL}, and {@code trySend} again after true.
   *
   * <p>If this returns true the waker is not called; see {@link Waker} for what that is good for.
   * {@link #send} uses the permit too, and if there is none yet leaves the queue and joins it anew
   * at its end.
   *
   * <p>A permit counts against the capacity until it is used or this handle is closed. A handle on
   * which this method is used belongs to one task: its calls must not be concurrent. Other handles
   * are unaffected.
   *
   * @param waker what to call when it is worth asking again
   * @return true if {@code trySend} will not return {@code FULL}, because there is a permit or
   *     because the channel is closed; false if the waker has been registered
   * @throws NullPointerException if the waker is null; nothing has happened then
   */
  boolean pollReady(Waker waker);

  /**
   * Returns a subscriber that sends what it is given through this handle.
   *
   * <p><b>Waiting.</b> It requests as many messages as the channel's capacity, 256 at most, and
   * more as they are accepted; so no more than that can be pending. A limit that the channel has
   * for pending sends does not hold for them. It never blocks the publisher. Its messages wait in
   * one queue with all others, in their order.
   *
   * <p><b>The end.</b> When the publisher completes, this handle is closed; what is pending is
   * still delivered. When the publisher fails, the stream is ended by {@link #fail}, for all its
   * senders, as soon as everything that came before has been accepted. A publisher's failure after
   * this handle has been closed in another way is dropped.
   *
   * <p><b>When closed.</b> When the channel is closed the subscription is cancelled and this handle
   * closed; if this handle alone is closed, that happens at the next message. A message that the
   * channel has not accepted is handed to its {@code onUndelivered}, in the thread that publishes
   * it or where callbacks run; what that throws goes to the thread's uncaught exception handler.
   *
   * @return a new subscriber, for one subscription, which follows the rules of <a
   *     href="https://www.reactive-streams.org/">Reactive Streams</a>
   */
  Flow.Subscriber<T> subscriber();

  /**
   * Returns this handle for a thread that may park: the same channel, the same queue of waiting
   * sends, and closed by closing either. To several threads it is one handle that they share.
   *
   * <p>A send through it that finds no capacity waits in the queue with the others, first come,
   * first served. The thread that grants it unparks the waiting thread directly and not through the
   * channel's executor, so it may be used in a thread of that executor. It does not use a permit
   * that {@link #pollReady} has reserved.
   *
   * @return the same object at every call
   */
  BlockingSender<T> blocking();

  @Override
  AsyncSender<T> copy();

  @Override
  WeakSender<AsyncSender<T>> downgrade();
}
