// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.function.Consumer;

/** Creates the channels of one kind for the tests, and knows one way of waiting in them. */
public interface ChannelFixture extends AutoCloseable {
  /**
   * Creates a channel that no handle has been taken from.
   *
   * @param <T> the type of the messages
   * @param capacity the capacity
   * @param onUndelivered what gets the messages that {@code cancel} leaves undelivered
   * @return a new channel
   */
  <T> TestedChannel<T> create(int capacity, Consumer<? super T> onUndelivered);

  /**
   * Returns whether capacity is granted strictly in the order in which waiters registered.
   *
   * @return true if so, false if a newcomer may overtake them
   */
  boolean strictlyFifo();

  /**
   * Returns whether a second thread that uses the receiver at the same time is refused.
   *
   * @return false if the receiver may be used by several threads at once
   */
  default boolean hasOneOwner() {
    return true;
  }

  /**
   * Returns whether a selector can have the receivers.
   *
   * @return false if they are not this library's
   */
  default boolean isSelectable() {
    return true;
  }

  /**
   * Returns whether there are channels of capacity 0, in which a send waits for its receiver.
   *
   * @return false if 0 is out of range
   */
  default boolean hasRendezvous() {
    return false;
  }

  /**
   * Returns how many handles a send has for itself while it waits, as that of a task may.
   *
   * @return how much each waiting send adds to the number of handles
   */
  default int handlesOfAWaitingSend() {
    return 0;
  }

  /**
   * Creates a thread of the kind that the fixture is about; it keeps no virtual machine alive.
   *
   * @param task what the thread is to do
   * @return a thread that has not been started
   */
  default Thread newThread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  /** Releases the threads that the fixture has made, if they still wait. */
  @Override
  default void close() {}
}
