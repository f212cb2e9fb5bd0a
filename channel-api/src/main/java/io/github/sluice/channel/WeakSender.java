// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.util.Optional;

/**
 * A reference to a channel that can give out sender handles but does not keep the stream open. May
 * be used from any thread, and need not be closed.
 *
 * @param <S> the type of the handles
 */
public interface WeakSender<S extends Sender<?>> {
  /**
   * Returns a new handle, unless the last one has been closed.
   *
   * <p>If this and the closing of the last handle happen at once, there is one outcome: either
   * there is a new handle and the stream goes on, or the stream ends and there is none, ever after.
   *
   * @return a handle that keeps the stream open until it is closed; nothing after the end. If the
   *     receiver has closed the channel there may be one all the same: it says {@link
   *     SendResult#CLOSED}
   */
  Optional<S> upgrade();
}
