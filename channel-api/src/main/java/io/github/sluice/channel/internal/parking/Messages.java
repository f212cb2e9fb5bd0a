// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators.AbstractSpliterator;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The messages to come, for a loop or a stream. It takes one only to hand it on at once. */
final class Messages<T> extends AbstractSpliterator<T> implements Iterator<T> {
  /** How many messages are handed on before callbacks run that they have caused. */
  private static final int BATCH = 256;

  private final ParkingReceiver<T> receiver;

  Messages(ParkingReceiver<T> receiver) {
    super(Long.MAX_VALUE, ORDERED | NONNULL);
    this.receiver = receiver;
  }

  @Override
  public boolean hasNext() {
    try {
      return receiver.awaitReady();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException(
                  "interrupted while waiting for a message of channel "
                      + receiver.name()
                      + ", in a loop, iterator or stream; the thread is still interrupted")
              .initCause(e);
    }
  }

  private @Nullable T receive() {
    T message = null;
    while (message == null && hasNext()) {
      message = receiver.tryReceive();
    }
    return message;
  }

  @Override
  public T next() {
    T message = receive();
    if (message == null) {
      throw new NoSuchElementException(
          "channel "
              + receiver.name()
              + " has no next message: its stream has ended. Ask hasNext() first");
    }
    return message;
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    T message = receive();
    if (message != null) {
      action.accept(message);
    }
    return message != null;
  }

  @Override
  public void forEachRemaining(Consumer<? super T> action) {
    Objects.requireNonNull(action, "action");
    while (hasNext()) {
      receiver.drain(action, BATCH);
    }
  }

  /** Never splits: there is one receiver, in one thread, and splitting would mean taking ahead. */
  @Override
  public @Nullable Spliterator<T> trySplit() {
    return null;
  }
}
