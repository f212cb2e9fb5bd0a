// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A handle through which messages enter a channel.
 *
 * <p>Every handle keeps the stream open until it is closed. So do outstanding permits and sends
 * that wait; the stream ends when the last of all these is gone. The usual way is one handle per
 * producer, each closed by the producer that has it. One handle may also be shared: all methods may
 * be called from any thread.
 *
 * <p><b>Order.</b> Messages sent one after the other, through whichever handles, are received in
 * that order.
 *
 * {@snippet id="Sender-wrong" lang="java" :
 * // Wrong: the second handle is taken when the first producer may be done already. Then the
 * // stream has ended.
 * try (BlockingSender<String> first = channel.sender()) {
 *   first.send("from the first");
 * }
 * assertThrows(ChannelClosedException.class, () -> channel.sender());
 * }
 *
 * {@snippet id="Sender" lang="java" :
 * // Right: all handles are taken before the first producer begins.
 * BlockingSender<String> first = channel.sender();
 * BlockingSender<String> second = channel.sender();
 * new Thread(() -> greet(first, "the first")).start(); // sends, and closes its handle
 * new Thread(() -> greet(second, "the second")).start();
 * channel.receiver().forEach(received::add); // until both are closed
 * }
 *
 * @param <T> the type of the messages
 */
public interface Sender<T> extends ChannelState, AutoCloseable {
  /**
   * Sends a message if that needs no waiting.
   *
   * <p>Being closed takes precedence over being full. A successful return means that the channel
   * has accepted the message, and <i>happens-before</i> that message's receipt.
   *
   * @param message what to send
   * @return {@link SendResult#SENT}, {@link SendResult#FULL} or {@link SendResult#CLOSED}
   * @throws NullPointerException if the message is null; nothing has happened then
   */
  SendResult trySend(T message);

  /**
   * Reserves capacity for one message, if that needs no waiting.
   *
   * @return a permit for one message; see {@link #tryReserve(int)}
   */
  default @Nullable Permit<T> tryReserve() {
    return tryReserve(1);
  }

  /**
   * Reserves capacity for a number of messages, for all or for none, if that needs no waiting.
   *
   * @param messages how many; none is allowed
   * @return a permit for so many; {@code null} if there is not so much capacity now
   * @throws ChannelClosedException if the channel or this handle is closed
   * @throws IllegalArgumentException if the number is negative, or greater than {@link #capacity()}
   *     or 1 048 575, so that there can never be so much capacity
   * @throws UnsupportedOperationException if the channel has capacity 0, weighs or drops messages
   */
  @Nullable Permit<T> tryReserve(int messages);

  /**
   * {@return a new, open handle to the same channel, which keeps the stream open by itself}
   *
   * @throws ChannelClosedException if this handle or the channel is closed
   */
  Sender<T> copy();

  /**
   * Returns a reference to the channel that does not keep the stream open, and from which handles
   * can be had as long as something else does.
   *
   * @return a weak reference, also if this handle is closed
   */
  WeakSender<? extends Sender<T>> downgrade();

  /**
   * Ends the stream because something has gone wrong: the receiver gets what has been accepted, and
   * then a {@link ChannelFailedException} with the given cause in place of the end.
   *
   * <p>Closes the channel for all senders, as {@link Receiver#close()} does; sends that wait fail
   * with their message and the cause. Permits that have been given can still be used. Does nothing
   * if the channel is closed already; of several causes the first counts.
   *
   * {@snippet id="Sender.closeExceptionally" lang="java" :
   * try (sender) {
   *   try {
   *     sender.send(readLine());
   *   } catch (IOException e) { // in a catch clause of the outer try the handle would be closed
   *     sender.closeExceptionally(e);
   *   }
   * }
   * }
   *
   * @param cause why
   * @throws ChannelClosedException if this handle is closed
   * @throws NullPointerException if the cause is null; nothing has happened then
   */
  void closeExceptionally(Throwable cause);

  /**
   * Returns a future that completes when the channel is closed to new messages, by whatever means:
   * {@link Receiver#close()}, {@link Receiver#cancel()}, {@link #closeExceptionally}, or because
   * nothing keeps the stream open any more, neither an open handle nor an outstanding permit nor a
   * send that waits. So a producer that waits for something else learns that its messages are not
   * wanted.
   *
   * <p>It is the same future at every call, and it cannot be cancelled or completed from outside; a
   * timeout set on it by {@code orTimeout} is one of a new future, which depends on it. What
   * depends on it runs in the thread that closes the channel, or, for an async channel, where its
   * callbacks run.
   *
   * {@snippet id="Sender.closeFuture" lang="java" :
   * sender.closeFuture().thenRun(() -> subscribed.set(false)); // no receiver wants more events
   * }
   *
   * @return a future that completes with {@code null}, never exceptionally
   */
  CompletableFuture<@Nullable Void> closeFuture();

  /**
   * Returns whether a handle belongs to the same channel as this one.
   *
   * @param other a handle
   * @return whether what is sent through either is received by the same receiver
   */
  boolean sameChannel(Sender<?> other);

  /** {@return how many handles are open; permits and weak references do not count} */
  int senderCount();

  /**
   * {@return whether this handle or the channel is closed, so that nothing more can be sent; once
   * true, always true}
   */
  @Override
  boolean isClosed();

  /**
   * Closes this handle. Closing the last open handle ends the stream, as soon as no permit is
   * outstanding: what has been accepted, and what still waits to be, is received first.
   *
   * <p>Idempotent, and does not wait. Sends that are already waiting on this handle go on. If
   * several threads share the handle, one may find it closed, by a send or by closing it again,
   * shortly before the call that has closed it returns; the handle counts until then.
   */
  @Override
  void close();
}
