// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A receiver for code that must not block: waiting is a future, or a waker.
 *
 * <p><b>Use.</b> While a future from {@link #receive()}, {@link #receiveMany} or {@link #forEach}
 * is outstanding, or a {@link #publisher()} has a subscriber, the receiver is in use: every other
 * receiving method throws IllegalStateException until that has completed or has been cancelled.
 * When the callbacks of its end run the receiver is free.
 *
 * <p><b>Stalled senders.</b> A sender may be suspended between claiming its slot and writing its
 * message there, a few instructions later. Every method here, and every callback that receives,
 * waits for that write.
 *
 * <p><b>Cancel.</b> {@link #cancel()} ends what is outstanding as the end of the stream does, and
 * may come from any thread meanwhile, also from a callback.
 *
 * <pre id="AsyncReceiver">{@code
 * CompletableFuture<Void> end =
 *     receiver.forEach(message -> System.out.println(message)); // must not block
 * end.whenComplete((done, failure) -> System.out.println(failure == null ? "the end" : failure));
 * }</pre>
 *
 * @param <T> the type of the messages
 */
public interface AsyncReceiver<T> extends Receiver<T> {
  /**
   * Takes the next message, now or when it comes.
   *
   * <p>The future completes with the message, or with {@code null} at the end of the stream. It
   * completes in the channel's executor, or by default in the thread that sent the message. A waker
   * registered by {@link #poll} is forgotten.
   *
   * <p><b>Cancel safety.</b> Cancelling the future, completing it from outside, or a timeout set on
   * it withdraws the receive if it has not been given a message: then no message is lost, and the
   * next receive gets it. If it has been given one the attempt changes nothing, and the future
   * completes with that message. {@code obtrudeValue} and {@code obtrudeException} are refused
   * while it is outstanding.
   *
   * <pre id="AsyncReceiver.receive">{@code
   * receiver.receive().thenAccept(message -> System.out.println(message != null ? message : "the end"));
   * }</pre>
   *
   * @return a future of the next message
   * @throws IllegalStateException if the receiver is in use
   */
  CompletableFuture<@Nullable T> receive();

  /**
   * Takes what is there, up to a limit, now or when the first message comes.
   *
   * <p>The future completes with the number of messages taken: at least one, unless the limit is 0
   * or the stream has ended. If there are messages now they are added in this thread, and the
   * future is complete when this method returns; otherwise they are added where the channel's
   * callbacks run. A message is taken out of the channel after it has been added: if the collection
   * throws an exception, the future fails with it, and what was refused can still be received.
   *
   * <p><b>Cancel safety.</b> Cancelling the future, completing it from outside, or a timeout set on
   * it withdraws the receive if it has not begun to take messages: then no message is lost, nothing
   * is added any more, and the next receive gets them. If it has begun the attempt changes nothing.
   *
   * <pre id="AsyncReceiver.receiveMany">{@code
   * List<String> batch = new ArrayList<>();
   * receiver
   *     .receiveMany(batch, 100) // the batch is the receiver's until the future completes
   *     .thenAccept(taken -> System.out.println(taken + " rows"));
   * }</pre>
   *
   * @param into what the messages are added to, in the order of sending; it must not use the
   *     receiver meanwhile, and no other thread should use it until the future completes
   * @param limit how many to take at most
   * @return a future of the number of messages taken; it fails with {@link ChannelFailedException}
   *     if the stream has failed and everything has been received
   * @throws IllegalArgumentException if the limit is negative
   * @throws IllegalStateException if the receiver is in use
   * @throws NullPointerException if the collection is null
   */
  CompletableFuture<Integer> receiveMany(Collection<? super T> into, int limit);

  /**
   * Hands each message to an action, where the channel's callbacks run, until the end of the
   * stream.
   *
   * <p>The future completes with {@code null} at the end of the stream; exceptionally with {@link
   * ChannelFailedException} if the stream has failed; or with what the action has thrown: the
   * message that it was given has been received then, and the others can still be. After every 128
   * messages the executor gets the thread back, and a task that continues. Without an executor a
   * thread that sends may have to run the action for messages of other threads too, as long as
   * there are any.
   *
   * <p>The action is called for one message at a time, but not always in the same thread; one call
   * <i>happens-before</i> the next. It may close or cancel the receiver, and cancel the future.
   *
   * <p><b>Cancel safety.</b> Cancelling the future, completing it from outside, or a timeout set on
   * it stops this before the next message, and frees the receiver at once. No message is lost: the
   * action may still be at work on the one that was taken last, or about to be, and what it throws
   * then is dropped. {@link #whenIdle()} says when it has returned.
   *
   * <pre id="AsyncReceiver.forEach">{@code
   * CompletableFuture<Void> loop = receiver.forEach(System.out::println);
   * // ... and when no more is wanted:
   * loop.cancel(false); // before the next message; what is there stays in the channel
   * }</pre>
   *
   * @param action what to do with each message, in the order of sending
   * @return a future that completes when there is nothing more to do
   * @throws IllegalStateException if the receiver is in use
   * @throws NullPointerException if the action is null
   */
  CompletableFuture<@Nullable Void> forEach(Consumer<? super T> action);

  /**
   * Returns a future that completes when each {@link #forEach} so far has ended, or has been
   * cancelled and its action has returned. So what the action uses can be closed: {@code
   * loop.cancel(false)}, and then {@code receiver.whenIdle().thenRun(store::close)}.
   *
   * <p>May be called from any thread. What the action did <i>happens-before</i> what depends on it.
   *
   * <pre id="AsyncReceiver.whenIdle">{@code
   * loop.cancel(false); // the action may still be at work on a message,
   * receiver.whenIdle().thenRun(() -> store.append(", closed")); // and here it is not
   * }</pre>
   *
   * @return a new future that completes with {@code null}, never exceptionally
   */
  CompletableFuture<@Nullable Void> whenIdle();

  /**
   * Takes the next message if there is one, and otherwise registers a waker.
   *
   * <p>The waker is registered only if this returns {@code null} and the stream has not ended; it
   * replaces the one registered before, and is called once, when a message has come or the stream
   * has ended. If the receiver has been used otherwise since it was woken last, it may be called
   * when neither is so: a poll that finds nothing registers anew. It is released when it is called;
   * so closing the channel releases it if the stream ends by that, but not while there are permits
   * outstanding, because messages may still come.
   *
   * <p>After {@code null}, {@link #isTerminated()} returns whether the stream has ended. If it
   * ended just then, the task that the waker runs may see that as well.
   *
   * <pre id="AsyncReceiver.poll">{@code
   * String message;
   * while ((message = receiver.poll(task::schedule)) != null) {
   *   System.out.println(message);
   * } // from here on the waker may run the task: it touches nothing any more
   * }</pre>
   *
   * @param waker what to call when it is worth asking again
   * @return the message, or {@code null} if there is nothing now
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws IllegalStateException if the receiver is in use
   * @throws NullPointerException if the waker is null; nothing has happened then
   */
  @Nullable T poll(Waker waker);

  /**
   * Takes what is there, up to a limit, and if there is nothing registers a waker.
   *
   * <p>The waker is registered only if this returns 0, the limit is not 0 and the stream has not
   * ended; what {@link #poll} says of it holds here. A message is taken out of the channel after it
   * has been added to the collection: what the collection refuses with an exception can still be
   * received.
   *
   * <pre id="AsyncReceiver.pollMany">{@code
   * List<String> batch = new ArrayList<>();
   * while (receiver.pollMany(batch, 100, task::schedule) > 0) {
   *   System.out.println(batch.size() + " rows");
   *   batch.clear();
   * }
   * }</pre>
   *
   * @param into what the messages are added to, in the order of sending
   * @param limit how many to take at most
   * @param waker what to call when it is worth asking again
   * @return how many were taken, 0 if there is nothing now
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws IllegalArgumentException if the limit is negative
   * @throws IllegalStateException if the receiver is in use
   * @throws NullPointerException if the collection or the waker is null; nothing has happened then
   */
  int pollMany(Collection<? super T> into, int limit, Waker waker);

  /**
   * Returns a publisher of the messages to come, for one subscriber; others get an error.
   *
   * <p>From when it subscribes until the stream ends or the subscription is cancelled, the
   * subscriber has the receiver: every other receiving method throws IllegalStateException. If the
   * receiver is in use when it subscribes, the subscriber gets that exception as an error.
   *
   * <p><b>Demand.</b> No message is taken out of the channel before it has been requested. The
   * subscriber's methods, but for {@code onSubscribe}, are called where the channel's callbacks
   * run, one after the other and never inside each other. After every 128 messages the executor
   * gets the thread back, and a task that continues.
   *
   * <p><b>The end.</b> The subscriber completes at the end of the stream, requested or not. If the
   * stream has failed, the error that it gets is what {@link Sender#closeExceptionally} was given:
   * the same that a subscriber of the sender's source would have got. If it requests less than one
   * message the error is an IllegalArgumentException, and the channel is closed as by cancelling.
   *
   * <p><b>Cancel safety.</b> Cancelling the subscription, from any thread, frees the receiver and
   * closes the channel as {@link #close()} does. No message is lost: what was accepted stays in the
   * channel and can be received in other ways, but for the one that the subscriber may be getting
   * at this moment. A subscriber that throws is cancelled; what it has thrown goes to the thread's
   * uncaught exception handler, and the message that it was given has been received.
   *
   * <pre id="AsyncReceiver.publisher">{@code
   * receiver.publisher().subscribe(next.sender().subscriber()); // takes what has been requested
   * }</pre>
   *
   * @return a new publisher, which follows the rules of <a
   *     href="https://www.reactive-streams.org/">Reactive Streams</a>
   */
  Flow.Publisher<T> publisher();

  /**
   * Returns this receiver for a thread that may park: the same messages, one user at a time.
   *
   * <p>While a thread waits in it, receiving in another way throws IllegalStateException, and what
   * would have to wait does so also in a callback that this thread runs meanwhile; while a future
   * is outstanding, receiving through it throws. A waker registered by {@link #poll} may be
   * forgotten. What ends its wait unparks it directly and not through the channel's executor.
   *
   * @return the same object at every call
   */
  BlockingReceiver<T> blocking();
}
