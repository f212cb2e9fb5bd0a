// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * A waiter in the queue of a {@link ChannelModel}: a send with its message, a poller that asks for
 * a permit, or a request for permits.
 */
public final class ModelWaiter {
  final @Nullable Integer message;
  final @Nullable ModelHandle handle;
  final int needed;
  @Nullable SendResult outcome; // TIMED_OUT stands for withdrawn
  @Nullable ModelPermit permit;

  private ModelWaiter(@Nullable Integer message, @Nullable ModelHandle handle, int needed) {
    this.message = message;
    this.handle = handle;
    this.needed = needed;
  }

  static ModelWaiter toSend(Integer message) {
    return new ModelWaiter(message, null, 1);
  }

  static ModelWaiter forPermit(ModelHandle handle) {
    return new ModelWaiter(null, handle, 1);
  }

  static ModelWaiter forPermits(int messages) {
    return new ModelWaiter(null, null, messages);
  }

  /**
   * Returns the outcome of a send, or of a request for permits.
   *
   * @return SENT, also if permits have been given; CLOSED; TIMED_OUT if it has been withdrawn; or
   *     null while it waits
   */
  public @Nullable SendResult outcome() {
    return outcome;
  }

  /**
   * Returns what a request for permits has been granted.
   *
   * @return the permit, or null if there is none, or not yet
   */
  public @Nullable ModelPermit permit() {
    return permit;
  }
}
