// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;

/** The messages to come. It keeps none itself. */
final class MessageIterator<T> implements Iterator<T> {
  private final ParkingReceiver<T> receiver;

  MessageIterator(ParkingReceiver<T> receiver) {
    this.receiver = receiver;
  }

  @Override
  public boolean hasNext() {
    try {
      return receiver.awaitMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException)
          new CancellationException("interrupted while waiting for a message").initCause(e);
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
}
