// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.BlockingReceiver;
import java.time.Duration;
import java.util.Collection;

/** The ways to receive through a {@link BlockingReceiver}. */
public enum BlockingUse {
  TRY_RECEIVE((receiver, into) -> add(receiver.tryReceive(), into)),
  DRAIN((receiver, into) -> receiver.drain(into::add, 9)),
  RECEIVE((receiver, into) -> add(receiver.receive(), into)),
  TIMED_RECEIVE((receiver, into) -> add(receiver.tryReceive(Duration.ofHours(1)), into)),
  RECEIVE_MANY((receiver, into) -> receiver.receiveMany(into, 9)),
  TIMED_RECEIVE_MANY((receiver, into) -> receiver.tryReceiveMany(into, 9, Duration.ofHours(1))),
  NEXT((receiver, into) -> into.add(receiver.iterator().next())),
  STREAM((receiver, into) -> receiver.stream().findFirst().ifPresent(into::add));

  /** Receives. */
  @FunctionalInterface
  public interface Use {
    /**
     * Receives at least one message, if there is one.
     *
     * @param receiver the receiver
     * @param into what gets the messages received
     * @throws Exception what the receiver throws
     */
    void receive(BlockingReceiver<Integer> receiver, Collection<Integer> into) throws Exception;
  }

  private final Use use;

  BlockingUse(Use use) {
    this.use = use;
  }

  private static void add(Integer message, Collection<Integer> into) {
    if (message != null) {
      into.add(message);
    }
  }

  /**
   * Receives at least one message, if there is one.
   *
   * @param receiver the receiver
   * @param into what gets the messages received
   * @throws Exception what the receiver throws
   */
  public void receive(BlockingReceiver<Integer> receiver, Collection<Integer> into)
      throws Exception {
    use.receive(receiver, into);
  }

  /**
   * Returns whether this waits for a message if there is none.
   *
   * @return false for what returns at once
   */
  public boolean isWaiting() {
    return this != TRY_RECEIVE && this != DRAIN;
  }
}
