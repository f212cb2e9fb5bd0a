// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.Collection;

/** A bounded channel between threads, which wait at either end. */
public interface Pipe {
  /** One producer's way in. */
  @FunctionalInterface
  interface Inlet {
    void send(Object message) throws InterruptedException;
  }

  /** Returns what one producer sends through. */
  Inlet inlet();

  /** Takes the next message, waiting for it. */
  Object receive() throws InterruptedException;

  /**
   * Takes what is there, in one operation, waiting until there is a message.
   *
   * @param into what the messages are added to
   * @param limit how many to take at most
   * @throws UnsupportedOperationException if the channel cannot do that
   */
  default void receiveMany(Collection<Object> into, int limit) throws InterruptedException {
    throw new UnsupportedOperationException();
  }

  /** Releases what the channel holds, if that is more than memory; no thread uses it any more. */
  default void close() {}
}
