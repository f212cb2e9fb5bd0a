// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The messages to come. It keeps none itself. */
final class MessageIterator<T> implements Iterator<T> {
  /** How many messages are handed on before callbacks run that they have caused. */
  private static final int BATCH = 256;

  private final ParkingReceiver<T> receiver;

  MessageIterator(ParkingReceiver<T> receiver) {
    this.receiver = receiver;
  }

  @Override
  public boolean hasNext() {
    try {
      return receiver.awaitMessage();
    } catch (InterruptedException e) {
      throw cancelled(e);
    }
  }

  @Override
  public T next() {
    T message = hasNext() ? receiver.tryReceive() : null;
    if (message == null) {
      throw new NoSuchElementException("the stream has ended");
    }
    return message;
  }

  @Override
  public void forEachRemaining(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    while (hasNext()) {
      receiver.drain(action, BATCH);
    }
  }

  /** Hands on the next message, taken in one step; false at the end of the stream. */
  boolean advance(Consumer<? super T> action) {
    T message = receive();
    if (message != null) {
      action.accept(message);
    }
    return message != null;
  }

  private @Nullable T receive() {
    try {
      return receiver.receive();
    } catch (InterruptedException e) {
      throw cancelled(e);
    }
  }

  private static CancellationException cancelled(InterruptedException e) {
    Thread.currentThread().interrupt();
    return (CancellationException)
        new CancellationException("interrupted while waiting for a message").initCause(e);
  }
}
