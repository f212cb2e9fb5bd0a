// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

/**
 * What a send does that finds no capacity. Chosen when a channel is built. With the two that drop
 * messages no send waits or returns {@link SendResult#FULL}, and each message that is dropped is
 * given to the builder's {@code onUndelivered} in the thread that sends, after the send has taken
 * effect.
 *
 * {@snippet id="Overflow" lang="java" :
 * BlockingChannel<String> latest =
 *     BlockingChannel.<String>builder(1) // the newest message alone, and no sender ever waits
 *         .overflow(Overflow.DROP_OLDEST)
 *         .onUndelivered(replaced::add)
 *         .build();
 * }
 *
 * <p>Capacity cannot be reserved in a channel that drops messages. {@link ChannelStats} counts
 * those dropped as undelivered.
 */
@Experimental
public enum Overflow {
  /** It waits, or says that there is no capacity. The default: nothing is dropped. */
  WAIT,

  /**
   * The message that is being sent is dropped. The send returns {@link SendResult#SENT}: the
   * channel has disposed of the message. With capacity 0 that is every message for which the
   * receiver does not wait.
   */
  DROP_NEWEST,

  /**
   * The oldest message in the channel is dropped, and the one that is being sent is accepted. With
   * capacity 1 the channel holds the latest message alone. Not for a capacity of 0 or by weight.
   *
   * <p>A receiver that looks at a message without taking it may find that it has been dropped: the
   * next receive returns a later one. What a collection refuses that messages are received into is
   * given to {@code onUndelivered}.
   */
  DROP_OLDEST
}
