// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Experimental;
import io.github.sluice.channel.Receiver;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Selector} has selected: a message of one of its receivers, or the end of a stream.
 *
 * {@snippet id="Selection" lang="java" :
 * Selection<String> selection = selector.select();
 * if (!selection.isEnd()) {
 *   System.out.println(selection.receiver().name() + ": " + selection.message());
 * } else if (selection.failure() == null) {
 *   System.out.println(selection.receiver().name() + " has ended");
 * } else {
 *   System.out.println(selection.receiver().name() + " has failed: " + selection.failure());
 * }
 * }
 *
 * @param <T> the type of the messages
 * @param receiver the receiver that was added to the selector
 * @param message the message, which has been received; null at the end of the stream
 * @param failure why the stream has failed, if that is how it ended
 */
@Experimental
public record Selection<T>(
    Receiver<? extends T> receiver, @Nullable T message, @Nullable Throwable failure) {
  /**
   * Creates a selection.
   *
   * @throws NullPointerException if the receiver is null
   */
  public Selection {
    Objects.requireNonNull(receiver, "receiver");
  }

  /** {@return whether this is the end of the receiver's stream, and not a message} */
  public boolean isEnd() {
    return message == null;
  }

  /**
   * Returns the message.
   *
   * @return the message; null at the end of the stream
   * @throws ChannelFailedException if the stream has failed
   */
  public @Nullable T messageOrThrow() {
    if (failure != null) {
      throw new ChannelFailedException(receiver.name(), failure);
    }
    return message;
  }
}
