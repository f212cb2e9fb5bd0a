// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

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
}
