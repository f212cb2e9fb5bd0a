// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one end at which messages leave a channel.
 *
 * <p>A receiver may be used by one thread at a time; handing it from one thread to another needs a
 * <i>happens-before</i> between their uses. {@link #close()}, {@link #closeExceptionally}, {@link
 * #cancel()}, {@link #isTerminated()} and the methods of {@link ChannelState} may be called from
 * any thread at any time.
 *
 * <p><b>Failure.</b> If a sender ended the stream by {@link Sender#closeExceptionally}, then after
 * everything accepted has been received every receiving method throws {@link
 * ChannelFailedException} where it would otherwise say that there is nothing, or that the stream
 * has ended.
 *
 * {@snippet id="Receiver" lang="java" :
 * receiver.close(); // refuses new messages: sends fail from here on
 * int done = receiver.drain(message -> System.out.println("done: " + message), 1);
 * receiver.cancel(); // what is left goes to the channel's onUndelivered
 * }
 *
 * @param <T> the type of the messages
 */
public interface Receiver<T> extends ChannelState, AutoCloseable {
  /**
   * Takes the next message if there is one.
   *
   * <p>Does not wait for a message to be sent. If a sender has claimed the next slot and is about
   * to write its message there (a few instructions), this method waits for that write, first
   * spinning, then yielding, then sleeping for up to a millisecond at a time, so that {@code null}
   * always means that the channel was empty.
   *
   * @return the message, or {@code null} if there is nothing now; {@link #isTerminated()} says
   *     whether there will ever be
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws IllegalStateException if the receiver is seen to be in use by another thread, or by an
   *     outstanding future
   */
  @Nullable T tryReceive();

  /**
   * Returns the next message if there is one, and leaves it in the channel: the next receive takes
   * it. Until then the result stays the same, unless the channel is cancelled, or drops the message
   * for a newer one ({@link Overflow#DROP_OLDEST}). With capacity 0 the first sender that waits
   * hands its message over now.
   *
   * <p>Waits for a write in progress as {@link #tryReceive} does, so that {@code null} always means
   * that the channel was empty. A consumer that takes a message only when it has done its work
   * looks, works, and then receives; what it has not taken, its successor finds.
   *
   * {@snippet id="Receiver.peek" lang="java" :
   * String next;
   * while ((next = receiver.peek()) != null) {
   *   store.append(next); // if this fails, the message is still in the channel
   *   receiver.tryReceive(); // takes the one that peek has returned
   * }
   * }
   *
   * @return the message, or {@code null} if there is nothing now
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws IllegalStateException if the receiver is seen to be in use, as in {@link #tryReceive}
   */
  @Nullable T peek();

  /**
   * Takes what is there, without waiting for a message to be sent, and hands each message to an
   * action.
   *
   * <p>Each message is taken as by {@link #tryReceive}, which may wait for a write in progress, and
   * before the action receives it. Messages that are sent meanwhile are taken as well, up to the
   * limit. Callbacks that the method causes run at its end. Operations that begin after this method
   * has returned find all these messages received. Operations of other threads that begin while it
   * runs may still count some of them as held by the channel, for example in {@link #size()}.
   *
   * <p>While the action runs, the receiver is in use. The action may call receiving methods that
   * need not wait, of this receiver and in this thread; other uses throw IllegalStateException. It
   * must not wait for a send to this channel to be accepted, which may happen only at the end. An
   * exception from the action ends the method; the message that it was given has been received.
   *
   * @param action what to do with each message, in the order of sending
   * @param limit how many messages to take at most
   * @return how many were taken, from 0 to the limit
   * @throws ChannelFailedException if the stream has failed and everything had been received before
   * @throws IllegalArgumentException if the limit is negative
   * @throws IllegalStateException if the receiver is seen to be in use, as in {@link #tryReceive}
   * @throws NullPointerException if the action is null
   */
  int drain(Consumer<? super T> action, int limit);

  /**
   * Returns whether the stream has ended: the channel is closed, and nothing is left in it nor can
   * come into it.
   *
   * @return true once and forever when no message will be received any more
   */
  boolean isTerminated();

  /**
   * Returns why the stream has failed, if it has and everything has been received. So a loop that
   * ends when {@link #isTerminated()} is true can ask afterwards whether that was the end or a
   * failure. May be called from any thread.
   *
   * {@snippet id="Receiver.failure" lang="java" :
   * while (!receiver.isTerminated()) {
   *   receiver.drain(received::add, 100);
   *   draw(received); // the next frame, with what has come
   * }
   * Throwable failure = receiver.failure(); // the loop may have ended before a method threw it
   * System.out.println(failure == null ? "the end" : "failed: " + failure);
   * }
   *
   * @return what {@link Sender#closeExceptionally} was given; {@code null} if the stream has not
   *     failed, has been cancelled, or if there is something left to receive
   */
  @Nullable Throwable failure();

  /**
   * Returns a future that completes when the stream has ended as {@link #isTerminated()} says: the
   * channel is closed, and everything has been received or, after {@link #cancel()}, handed to
   * {@code onUndelivered}.
   *
   * <p>It is the same future at every call, and it cannot be cancelled or completed from outside; a
   * timeout set on it by {@code orTimeout} is one of a new future, which depends on it. What
   * depends on it runs in the thread that receives the last message, returns the last permit or
   * closes the empty channel; for an async channel, where its callbacks run. That everything has
   * been received does not say that the receiving thread has done its work on the last message.
   *
   * {@snippet id="Receiver.terminationFuture" lang="java" :
   * receiver.terminationFuture().thenRun(() -> System.out.println("all received"));
   * }
   *
   * @return a future that completes with {@code null}, or exceptionally with {@link
   *     ChannelFailedException} if the stream has failed, and had not been cancelled when this was
   *     called first
   */
  CompletableFuture<@Nullable Void> terminationFuture();

  /**
   * Closes the channel and empties it: sends that wait fail with their message, and each message
   * that the channel holds is handed to its {@code onUndelivered}, in order.
   *
   * <p>May be called from any thread, also while another thread receives. A thread that waits for a
   * message finds that the stream has ended, or returns the message that had just come. This method
   * never waits for code that a receiving thread runs: if a thread is inside the action of {@link
   * #drain} or of a {@code forEach}, or fills a collection, that thread hands the remaining
   * messages to {@code onUndelivered} when the action has returned, and this method may return
   * before. Otherwise the messages are handed over in this thread, or in the thread that has waited
   * for a message.
   *
   * <p>Idempotent. After that a failure of the stream is no longer reported to the receiver; it is
   * still the cause of what senders get. An exception from {@code onUndelivered} does not keep the
   * next message from it; the first one is thrown at the end, with the others suppressed, by the
   * method that has handed the messages over.
   */
  void cancel();

  /**
   * Closes the channel to new messages: sends that wait fail with their message; what has been
   * accepted can still be received, and then the stream ends.
   *
   * <p>Idempotent, does not wait, and may be called from any thread.
   */
  @Override
  void close();

  /**
   * Closes the channel as {@link #close()} does, and says why: senders get a {@link
   * ChannelClosedException} with this cause. The receiver's own stream has not failed: it ends when
   * what has been accepted has been received.
   *
   * <p>Does nothing if the channel is closed already; of several causes the first counts. {@link
   * #cancel()} keeps it.
   *
   * {@snippet id="Receiver.closeExceptionally" lang="java" :
   * try {
   *   for (String row : receiver) {
   *     store.append(row);
   *   }
   * } catch (IllegalStateException e) { // the store's
   *   receiver.closeExceptionally(e); // the senders learn why, and
   *   receiver.cancel(); // what is left goes to onUndelivered
   * }
   * }
   *
   * @param cause why
   * @throws NullPointerException if the cause is null; nothing has happened then
   */
  void closeExceptionally(Throwable cause);
}
