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
 * Only a message for which capacity has been reserved already (see {@link #poller} and {@link
 * #reserve}) goes ahead. The thread that releases capacity grants it to the first in the queue.
 *
 * <p><b>Pending sends.</b> A channel may limit how many sends and requests for permits wait at a
 * time. Then the future of one more fails at once with {@link PendingSendsExceededException}, which
 * carries the message, and nothing else has happened.
 *
 * {@snippet id="AsyncSender-wrong" lang="java" :
 * // Wrong: holds nothing back. What does not fit is pending, and that may be everything.
 * while (source.hasNext()) {
 *   sender.send(source.next());
 * }
 * }
 *
 * {@snippet id="AsyncSender" lang="java" :
 * // Right: the next message is read when the channel has accepted the one before.
 * static void sendAll(Iterator<String> source, AsyncSender<String> sender) {
 *   while (source.hasNext()) {
 *     CompletableFuture<Void> sent = sender.send(source.next());
 *     if (!sent.isDone() || sent.isCompletedExceptionally()) {
 *       sent.thenRun(() -> sendAll(source, sender)); // when it is accepted, not if it is refused
 *       return;
 *     }
 *   }
 *   sender.close();
 * }
 * }
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
   * has lost its position in the queue. If it has been accepted the attempt changes nothing. {@code
   * complete} and {@code completeOnTimeout} cannot make a withdrawn send look successful: they
   * leave the future cancelled. {@code obtrudeValue} and {@code obtrudeException} are refused. When
   * an attempt that succeeded is over, no operation is refused because of the message. So if
   * another thread is granting waiting sends at that moment, the attempt waits for that, which
   * takes a few instructions for each.
   *
   * {@snippet id="AsyncSender.send" lang="java" :
   * sender
   *     .send("order")
   *     .whenComplete(
   *         (sent, failure) -> {
   *           if (failure != null) {
   *             kept.add("order"); // the channel is closed, or there are too many pending sends
   *           }
   *         });
   * }
   *
   * @param message what to send
   * @return a future that completes when the channel has the message
   * @throws NullPointerException if the message is null; nothing has happened then
   */
  CompletableFuture<@Nullable Void> send(T message);

  /**
   * Sends a message, now or when it is granted capacity, but no later than after the given time.
   *
   * <p>Like {@link #send(Object)}, also if the channel is closed: then the future fails with a
   * {@link ChannelClosedException} that carries the message, so that one handler serves both and no
   * refused message goes unnoticed. Running out of time is a result, {@link SendResult#TIMED_OUT};
   * the message is the caller's then, and never received. If the time is zero or less there is one
   * attempt, and the future is complete when this method returns; more than 292 years means
   * forever. The time is not over before it is, and being closed takes precedence over it. When it
   * is over, the message is withdrawn in the timer that the JDK has for CompletableFuture, and the
   * callbacks that this leads to run in the channel's executor. Without one they run in one of a
   * few daemon threads, which all channels share.
   *
   * <p><b>Cancel safety.</b> As in {@link #send(Object)}: completing the future from outside
   * withdraws the message if it has not been accepted, and changes nothing otherwise. {@code
   * complete} and {@code completeOnTimeout} leave a withdrawn send cancelled, whatever the value.
   * However the future completes, nothing is left in a timer.
   *
   * {@snippet id="AsyncSender.trySend" lang="java" :
   * CompletableFuture<Boolean> sent =
   *     sender.trySend("order", timeout).thenApply(SendResult::isSent); // false: out of time
   * }
   *
   * @param message what to send
   * @param timeout how long to wait at most
   * @return a future of {@link SendResult#SENT} or {@link SendResult#TIMED_OUT}
   * @throws NullPointerException if an argument is null; nothing has happened then
   */
  CompletableFuture<SendResult> trySend(T message, Duration timeout);

  /**
   * Reserves capacity for one message, now or when it is granted.
   *
   * {@snippet id="AsyncSender.reserve" lang="java" :
   * sender
   *     .reserve()
   *     .thenAccept(
   *         permit -> {
   *           try (permit) { // returns it if there is nothing to send
   *             permit.send("the newest value");
   *           }
   *         });
   * }
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
   * <p><b>Cancel safety.</b> Cancelling the future gives up the permit, whenever that comes: before
   * it is granted, the request is withdrawn, and those behind it move up; after that, what has not
   * been used of the permit is returned, and the future is cancelled even if it was complete. Only
   * if nothing is left of the permit does {@code cancel} return false. Completing the future from
   * outside, or a timeout set on it, withdraws the request if it has not been granted, and changes
   * nothing otherwise. {@code obtrudeValue} and {@code obtrudeException} are refused.
   *
   * {@snippet id="AsyncSender.reserve-many" lang="java" :
   * CompletableFuture<Permit<String>> both = sender.reserve(2);
   * // Not wanted any more: forgotten, it would take its capacity away for good.
   * both.cancel(false); // gives the permit up, granted or not
   * }
   *
   * @param messages how many; none is allowed, and needs no waiting
   * @return a future of a permit for so many messages
   * @throws IllegalArgumentException if the number is negative, or greater than {@link #capacity()}
   *     or 1 048 575, so that there can never be so much capacity
   * @throws UnsupportedOperationException if the channel has capacity 0, weighs or drops messages
   */
  CompletableFuture<Permit<T>> reserve(int messages);

  /**
   * Returns a way to wait for capacity with a waker, for a task that sends through this handle.
   *
   * @return a new poller at every call, without a permit; the handle keeps the stream open, not the
   *     poller
   * @throws UnsupportedOperationException if the channel has capacity 0, weighs or drops messages
   */
  SendPoller<T> poller();

  /**
   * Returns a subscriber that sends what it is given through this handle.
   *
   * <p><b>Waiting.</b> It requests as many messages as the channel's capacity, 256 at most, and
   * more as they are accepted; so no more than that can be pending. A limit that the channel has
   * for pending sends does not hold for them. It never blocks the publisher. Its messages wait in
   * one queue with all others, in their order.
   *
   * <p><b>The end.</b> When the publisher completes, this handle is closed; what is pending is
   * still delivered. When the publisher fails, the stream is ended by {@link #closeExceptionally},
   * for all its senders, as soon as everything that came before has been accepted. A publisher's
   * failure after this handle has been closed in another way is dropped.
   *
   * <p><b>When closed.</b> When the channel is closed the subscription is cancelled and this handle
   * closed; if this handle alone is closed, that happens at the next message. A message that the
   * channel has not accepted is handed to its {@code onUndelivered}, in the thread that publishes
   * it or where callbacks run; what that throws goes to the thread's uncaught exception handler.
   *
   * {@snippet id="AsyncSender.subscriber" lang="java" :
   * try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
   *   publisher.subscribe(sender.subscriber()); // requests no more than the channel accepts
   *   publisher.submit("one");
   * } // the end of the publisher closes the sender
   * }
   *
   * @return a new subscriber, for one subscription, which follows the rules of <a
   *     href="https://www.reactive-streams.org/">Reactive Streams</a>
   */
  Flow.Subscriber<T> subscriber();

  /**
   * Returns a subscriber as {@link #subscriber()} does, with a choice of what a failure of the
   * publisher ends.
   *
   * {@snippet id="AsyncSender.subscriber-scope" lang="java" :
   * source.receiver().publisher().subscribe(sender.copy().subscriber(EndScope.HANDLE));
   * source.sender().closeExceptionally(new IOException("disk full")); // not the end of the stream
   * }
   *
   * @param scope what a failure ends: the stream, for all senders, or only this handle
   * @return a new subscriber, for one subscription
   * @throws NullPointerException if the scope is null
   */
  Flow.Subscriber<T> subscriber(EndScope scope);

  /**
   * Returns this handle for a thread that may park: the same channel, the same queue of waiting
   * sends, and closed by closing either. To several threads it is one handle that they share.
   *
   * <p>A send through it that finds no capacity waits in the queue with the others, first come,
   * first served. The thread that grants it unparks the waiting thread directly and not through the
   * channel's executor, so it may be used in a thread of that executor.
   *
   * @return the same object at every call
   */
  BlockingSender<T> blocking();

  @Override
  AsyncSender<T> copy();

  @Override
  WeakSender<AsyncSender<T>> downgrade();
}
