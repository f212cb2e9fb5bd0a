// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import org.jspecify.annotations.Nullable;

/**
 * A reference to a channel that can give out sender handles but does not keep the stream open. May
 * be used from any thread, and need not be closed.
 *
 * {@snippet id="WeakSender" lang="java" :
 * WeakSender<BlockingSender<String>> weak = sender.downgrade(); // for a timer that runs on
 * BlockingSender<String> tick = weak.upgrade();
 * if (tick != null) { // the channel is still open, by other handles
 *   try (tick) {
 *     tick.trySend("tick");
 *   }
 * }
 * }
 *
 * @param <S> the type of the handles
 */
public interface WeakSender<S extends Sender<?>> {
  /**
   * Returns a new handle, unless the channel is closed. Then {@link Sender#copy} throws as well: a
   * handle of a closed channel would only refuse every message.
   *
   * <p>Open handles keep the stream open, and so do outstanding permits and sends that wait. If
   * this method and the release of the last of all these happen at once, there is one outcome:
   * either there is a new handle and the stream goes on, or the stream ends and no handle is
   * returned any more.
   *
   * @return a handle that keeps the stream open until it is closed; {@code null} if the channel is
   *     closed, by whatever means
   */
  @Nullable S upgrade();
}
