// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.util.concurrent.CompletableFuture;

/**
 * A sender for code that must not block: waiting is a future, or a waker.
 *
 * <p><b>Order.</b> Sends that find no room wait in line, strictly first come, first served; nothing
 * overtakes them, {@link #trySend} included. Only a message for which a place has been set aside
 * (see {@link #pollReady}) goes ahead, through the handle that has the place.
 *
 * @param <T> the type of the messages
 */
public interface AsyncSender<T> extends Sender<T> {
  /**
   * Sends a message, now or when its turn for room comes.
   *
   * <p>The send is under way when this method returns, whether or not anyone looks at the future.
   * The future completes with {@code null} when the channel has accepted the message, or
   * exceptionally with a {@link ChannelClosedException} that carries the message if the receiver
   * closes first. A send that succeeds at once returns a shared, completed future.
   *
   * <p><b>Cancel safety.</b> Cancelling the future, completing it from outside, or a timeout set on
   * it withdraws the message if it has not been accepted: then it is never received, and the send
   * has lost its place in line. If it has been accepted the attempt changes nothing. {@code
   * complete} and {@code completeOnTimeout} cannot make a withdrawn send look successful: they
   * leave the future cancelled. {@code obtrudeValue} and {@code obtrudeException} are refused.
   *
   * @param message what to send
   * @return a future that completes when the channel has the message
   * @throws NullPointerException if the message is null; nothing has happened then
   */
  CompletableFuture<Void> send(T message);

  /**
   * Asks for room for one message, for a task that sends with {@link #trySend}.
   *
   * <p>If this returns true, one place has been set aside for this handle, and the next {@code
   * trySend} through it uses that place: it is {@link SendResult#SENT}, unless the channel has been
   * cancelled. If it returns false, the handle stands in line, and {@code waker} is called when its
   * turn has come or the channel is closed. Asking again while waiting keeps the place in line and
   * replaces the waker. The usual order is {@code trySend} first, {@code pollReady} if that was
   * {@code FULL}, and {@code trySend} again after true.
   *
   * <p>The waker may also be called early; asking again is always right. {@link #send} uses the
   * place too, and if there is none yet leaves the line and joins it anew at its end.
   *
   * <p>A place set aside counts against the capacity until it is used or this handle is closed. A
   * handle on which this method is used belongs to one task: its calls must not be concurrent.
   * Other handles are unaffected.
   *
   * @param waker what to call when it is worth asking again
   * @return true if {@code trySend} need not be told {@code FULL}, because there is a place or
   *     because the channel is closed; false if the waker has been registered
   * @throws NullPointerException if the waker is null; nothing has happened then
   */
  boolean pollReady(Waker waker);

  /**
   * Returns this handle for a thread that may park: the same channel, the same line of waiting
   * sends, and closed by closing either. To several threads it is one handle that they share.
   *
   * <p>A send through it that finds no room waits in line with the others, first come, first
   * served. What ends its wait unparks it directly and not through the channel's executor, so it
   * may be used in a thread of that executor. It knows nothing of a place that {@link #pollReady}
   * has set aside.
   *
   * @return the same object at every call
   */
  BlockingSender<T> blocking();

  @Override
  AsyncSender<T> copy();

  @Override
  WeakSender<AsyncSender<T>> downgrade();
}
