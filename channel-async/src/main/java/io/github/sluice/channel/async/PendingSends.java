// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.internal.ChannelCore;

/**
 * What the futures of a channel's senders that wait have in common.
 *
 * @param <T> the type of the messages
 */
final class PendingSends<T> {
  final ChannelCore<T> core;
  final Callbacks callbacks;
  final Timeouts timeouts = new Timeouts();

  PendingSends(ChannelCore<T> core, Callbacks callbacks) {
    this.core = core;
    this.callbacks = callbacks;
  }

  /**
   * Lets one more wait, who keeps the stream open and calls {@link #leave} when that is over.
   *
   * @return false if the stream has ended
   */
  boolean enter() {
    return core.tryHold();
  }

  /** One waits no more. */
  void leave() {
    core.release();
  }
}
