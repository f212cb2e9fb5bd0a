// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.internal.jfr.ChannelEvents;
import java.util.Objects;
import java.util.function.Consumer;

/** Hands messages that the channel accepted, and that will not be received, to the user. */
final class Undelivered<T> {
  private final Consumer<? super T> action;

  Undelivered(Consumer<? super T> action) {
    this.action = Objects.requireNonNull(action, "onUndelivered");
  }

  void accept(T message, ChannelCore<T> core) {
    ChannelEvents.messagesUndelivered(1, core);
    action.accept(message);
  }

  /**
   * Hands over all that is in a cancelled ring. What the action throws does not keep the next
   * message from it; the first is thrown at the end, with the others suppressed.
   */
  void acceptAll(ChannelCore<T> core) {
    Throwable thrown = null;
    int count = 0;
    T message;
    while ((message = core.ring.pollCancelled()) != null) {
      count++;
      try {
        action.accept(message);
      } catch (Throwable t) {
        if (thrown == null) {
          thrown = t;
        } else if (thrown != t) {
          thrown.addSuppressed(t);
        }
      }
    }
    if (count > 0) {
      ChannelEvents.messagesUndelivered(count, core);
    }
    if (thrown != null) {
      Undelivered.<RuntimeException>rethrow(thrown);
    }
  }

  @SuppressWarnings("unchecked") // throws whatever the user's code threw
  private static <X extends Throwable> void rethrow(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
