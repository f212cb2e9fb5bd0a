// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
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
 * {@snippet id="AsyncReceiver" lang="java" :
 * CompletableFuture<Void> end =
 *     receiver.forEach(message -> System.out.println(message)); // must not block
 * end.whenComplete((done, failure) -> System.out.println(failure == null ? "the end" : failure));
 * }
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
   * {@snippet id="AsyncReceiver.receive" lang="java" :
   * receiver.receive().thenAccept(message -> System.out.println(message != null ? message : "the end"));
   * }
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
   * {@snippet id="AsyncReceiver.receiveMany" lang="java" :
   * List<String> batch = new ArrayList<>();
   * receiver
   *     .receiveMany(batch, 100) // the batch is the receiver's until the future completes
   *     .thenAccept(taken -> System.out.println(taken + " rows"));
   * }
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
   * Takes a batch that is complete by count or by age: when there are {@code limit} messages, or
   * when the first one has been taken {@code linger} ago.
   *
   * <p>Messages are taken as they come, so the limit may be greater than the channel's capacity.
   * The end of the stream or a failure completes a batch that has a message, and the next receive
   * says what has happened. What {@link #receiveMany(Collection, int)} says of the collection holds
   * here.
   *
   * <p><b>Cancel safety.</b> Cancelling the future, completing it from outside, or a timeout set on
   * it withdraws the receive if it has not begun to take messages. If it has begun the attempt
   * changes nothing: the batch is completed as if there had been none.
   *
   * {@snippet id="AsyncReceiver.receiveMany-linger" lang="java" :
   * List<String> batch = new ArrayList<>();
   * CompletableFuture<Void> printed =
   *     receiver
   *         .receiveMany(batch, 100, Duration.ofMillis(20)) // 100, or what comes within 20 ms
   *         .thenAccept(taken -> System.out.println(taken + " rows"));
   * }
   *
   * @param into what the messages are added to, in the order of sending; it must not use the
   *     receiver meanwhile, and no other thread should use it until the future completes
   * @param limit how many to take at most
   * @param linger how long to wait for more at most, from when the first message is taken; with
   *     zero or less this takes what is there
   * @return a future of the number of messages taken: at least one, unless the limit is 0 or the
   *     stream has ended; it fails with {@link ChannelFailedException} if the stream has failed and
   *     everything has been received
   * @throws IllegalArgumentException if the limit is negative
   * @throws IllegalStateException if the receiver is in use
   * @throws NullPointerException if an argument but the limit is null
   */
  CompletableFuture<Integer> receiveMany(Collection<? super T> into, int limit, Duration linger);

  /**
   * Returns a future that completes with true when there is a message, which stays in the channel,
   * and with false at the end of the stream. Then {@link #peek()} and {@link #tryReceive()} return
   * the message, unless the channel is cancelled.
   *
   * <p><b>Cancel safety.</b> Cancelling the future, completing it from outside, or a timeout set on
   * it ends the wait and frees the receiver, if nothing has come. If something has, the attempt
   * changes nothing, and the receiver is free when the future completes, which it is about to.
   * Nothing has been taken in any case.
   *
   * {@snippet id="AsyncReceiver.whenReady" lang="java" :
   * receiver
   *     .whenReady()
   *     .thenAccept(
   *         ready -> {
   *           if (ready) {
   *             store.append(receiver.peek()); // if this fails, the message is still there
   *             receiver.tryReceive();
   *           }
   *         });
   * }
   *
   * @return a future that fails with {@link ChannelFailedException} if the stream has failed and
   *     everything has been received
   * @throws IllegalStateException if the receiver is in use
   */
  CompletableFuture<Boolean> whenReady();

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
   * {@snippet id="AsyncReceiver.forEach" lang="java" :
   * CompletableFuture<Void> loop = receiver.forEach(System.out::println);
   * // ... and when no more is wanted:
   * loop.cancel(false); // before the next message; what is there stays in the channel
   * }
   *
   * @param action what to do with each message, in the order of sending
   * @return a future that completes when there is nothing more to do
   * @throws IllegalStateException if the receiver is in use
   * @throws NullPointerException if the action is null
   */
  CompletableFuture<@Nullable Void> forEach(Consumer<? super T> action);

  /**
   * Hands each message to an action that returns a stage, one after the other: the next message is
   * taken when the stage has completed. As {@link #forEachAsync(int, Function)} with 1.
   *
   * {@snippet id="AsyncReceiver.forEachAsync" lang="java" :
   * CompletableFuture<Void> end = receiver.forEachAsync(store::appendAsync); // one at a time
   * }
   *
   * @param action what to do with each message, in the order of sending
   * @return a future that completes when there is nothing more to do
   * @throws IllegalStateException if the receiver is in use
   * @throws NullPointerException if the action is null
   */
  default CompletableFuture<@Nullable Void> forEachAsync(
      Function<? super T, ? extends CompletionStage<?>> action) {
    return forEachAsync(1, action);
  }

  /**
   * Hands each message to an action that returns a stage, where the channel's callbacks run, until
   * the end of the stream. A message is taken only while fewer than {@code concurrency} stages are
   * incomplete; so a slow action holds the senders back. Loops of any length need no more stack
   * than one message.
   *
   * <p>The future completes with {@code null} when the stream has ended and all stages have
   * completed; exceptionally with {@link ChannelFailedException} if the stream has failed, then
   * too. If the action throws, returns {@code null} or returns a stage that fails, the future fails
   * with that at once, no further message is taken, and the receiver is free; other stages may
   * still be incomplete. {@link #whenIdle()} says when none is. The messages that the action was
   * given have been received.
   *
   * <p>The action is called for one message at a time, in the order of sending, but not always in
   * the same thread; one call <i>happens-before</i> the next.
   *
   * <p><b>Cancel safety.</b> As that of {@link #forEach}; stages that are incomplete stay so until
   * they complete by themselves.
   *
   * {@snippet id="AsyncReceiver.forEachAsync-concurrency" lang="java" :
   * CompletableFuture<Void> end = receiver.forEachAsync(8, store::appendAsync); // 8 at a time
   * }
   *
   * @param concurrency how many stages may be incomplete at a time
   * @param action what to do with each message, in the order of sending
   * @return a future that completes when there is nothing more to do
   * @throws IllegalArgumentException if the concurrency is less than 1
   * @throws IllegalStateException if the receiver is in use
   * @throws NullPointerException if the action is null
   */
  CompletableFuture<@Nullable Void> forEachAsync(
      int concurrency, Function<? super T, ? extends CompletionStage<?>> action);

  /**
   * Hands batches to an action, where the channel's callbacks run, until the end of the stream.
   * Each batch is complete by count or by age, as in {@link #receiveMany(Collection, int,
   * Duration)}, and a new list, which is the action's to keep. No batch is empty.
   *
   * <p>What {@link #forEach} says of its future and its action holds here, with batches in place of
   * messages.
   *
   * <p><b>Cancel safety.</b> As that of {@link #forEach}. The messages of a batch that has begun
   * have been taken: also after a cancellation the action is called for them, and {@link
   * #whenIdle()} says when it has returned.
   *
   * {@snippet id="AsyncReceiver.forEachBatch" lang="java" :
   * CompletableFuture<Void> end =
   *     receiver.forEachBatch(100, Duration.ofMillis(20), rows -> System.out.println(rows.size()));
   * }
   *
   * @param limit how many messages a batch has at most
   * @param linger how long to wait for more at most, from when the first message of a batch is
   *     taken
   * @param action what to do with each batch
   * @return a future that completes when there is nothing more to do
   * @throws IllegalArgumentException if the limit is less than 1
   * @throws IllegalStateException if the receiver is in use
   * @throws NullPointerException if an argument but the limit is null
   */
  CompletableFuture<@Nullable Void> forEachBatch(
      int limit, Duration linger, Consumer<? super List<T>> action);

  /**
   * Returns a future that completes when each {@link #forEach}, {@link #forEachAsync} and {@link
   * #forEachBatch} so far has ended, or has been cancelled, and its action has returned and its
   * stages have completed. So what the action uses can be closed: {@code loop.cancel(false)}, and
   * then {@code receiver.whenIdle().thenRun(store::close)}.
   *
   * <p>May be called from any thread. What the action did <i>happens-before</i> what depends on it.
   *
   * {@snippet id="AsyncReceiver.whenIdle" lang="java" :
   * loop.cancel(false); // the action may still be at work on a message,
   * receiver.whenIdle().thenRun(() -> store.append(", closed")); // and here it is not
   * }
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
   * {@snippet id="AsyncReceiver.poll" lang="java" :
   * String message;
   * while ((message = receiver.poll(task::schedule)) != null) {
   *   System.out.println(message);
   * } // from here on the waker may run the task: it touches nothing any more
   * }
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
   * {@snippet id="AsyncReceiver.pollMany" lang="java" :
   * List<String> batch = new ArrayList<>();
   * while (receiver.pollMany(batch, 100, task::schedule) > 0) {
   *   System.out.println(batch.size() + " rows");
   *   batch.clear();
   * }
   * }
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
   * Returns whether there is a message, which stays in the channel, and otherwise registers a
   * waker.
   *
   * <p>The waker is registered only if this returns false and the stream has not ended; what {@link
   * #poll} says of it holds here.
   *
   * {@snippet id="AsyncReceiver.pollReady" lang="java" :
   * while (receiver.pollReady(task::schedule)) {
   *   store.append(receiver.peek()); // if this fails, the message is still in the channel
   *   receiver.tryReceive();
   * } // from here on the waker may run the task: it touches nothing any more
   * }
   *
   * @param waker what to call when it is worth asking again
   * @return true if there is a message; false if there is nothing now or the stream has ended,
   *     which {@link #isTerminated()} tells apart
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws IllegalStateException if the receiver is in use
   * @throws NullPointerException if the waker is null; nothing has happened then
   */
  boolean pollReady(Waker waker);

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
   * {@snippet id="AsyncReceiver.publisher" lang="java" :
   * receiver.publisher().subscribe(next.sender().subscriber()); // takes what has been requested
   * }
   *
   * @return a new publisher, which follows the rules of <a
   *     href="https://www.reactive-streams.org/">Reactive Streams</a>
   */
  Flow.Publisher<T> publisher();

  /**
   * Returns a publisher as {@link #publisher()} does, with a choice of what a cancellation ends.
   *
   * {@snippet id="AsyncReceiver.publisher-scope" lang="java" :
   * receiver.publisher(EndScope.HANDLE).subscribe(subscriber); // its cancellation closes nothing
   * }
   *
   * @param scope what a cancellation ends, and a request of less than one message: the channel, or
   *     only the use of the receiver
   * @return a new publisher
   * @throws NullPointerException if the scope is null
   */
  Flow.Publisher<T> publisher(EndScope scope);

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
