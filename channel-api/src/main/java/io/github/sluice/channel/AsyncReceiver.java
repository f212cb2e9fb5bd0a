// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A receiver for code that must not block: waiting is a future, or a waker.
 *
 * <p>While a future from {@link #receive()} is outstanding, the receiver is taken: every other
 * receiving method throws IllegalStateException until it has completed or has been cancelled.
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
   * @return a future of the next message
   * @throws IllegalStateException if the future of an earlier receive is outstanding
   */
  CompletableFuture<@Nullable T> receive();

  /**
   * Takes the next message if there is one, and otherwise registers a waker.
   *
   * <p>The waker is registered only if this returns {@code null} and the stream has not ended; it
   * replaces the one registered before, and is called once, when a message has come or the stream
   * has ended. It may also be called when neither is so: a poll that finds nothing registers anew.
   * It is released when it is called, and when the channel closes or is cancelled.
   *
   * @param waker what to call when it is worth asking again
   * @return the message, or {@code null} if there is nothing now
   * @throws IllegalStateException if the future of a receive is outstanding
   * @throws NullPointerException if the waker is null; nothing has happened then
   */
  @Nullable T poll(Waker waker);

  /**
   * Returns this receiver for a thread that may park: the same messages, one user at a time.
   *
   * <p>While a thread waits in it, receiving in another way throws IllegalStateException, and while
   * a future is outstanding so does receiving through it. A waker registered by {@link #poll} may
   * be forgotten. What ends its wait unparks it directly and not through the channel's executor.
   *
   * @return the same object at every call
   */
  BlockingReceiver<T> blocking();
}
