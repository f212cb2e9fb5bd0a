// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.SendResult;
import org.jspecify.annotations.Nullable;

/**
 * One who waits in the line of a {@link ChannelModel}: a send with its message, a handle that asks
 * for a place, or one who wants permits.
 */
public final class ModelWaiter {
  final @Nullable Integer message;
  final @Nullable ModelHandle handle;
  final int room;
  @Nullable SendResult outcome; // TIMED_OUT stands for withdrawn
  @Nullable ModelPermit permit;

  private ModelWaiter(@Nullable Integer message, @Nullable ModelHandle handle, int room) {
    this.message = message;
    this.handle = handle;
    this.room = room;
  }

  static ModelWaiter toSend(Integer message) {
    return new ModelWaiter(message, null, 1);
  }

  static ModelWaiter forPlace(ModelHandle handle) {
    return new ModelWaiter(null, handle, 1);
  }

  static ModelWaiter forPermits(int messages) {
    return new ModelWaiter(null, null, messages);
  }

  /**
   * Tells what has become of a send, or of a request for permits.
   *
   * @return SENT, also if permits have been given; CLOSED; TIMED_OUT if it has been withdrawn; or
   *     null while it waits
   */
  public @Nullable SendResult outcome() {
    return outcome;
  }

  /**
   * Returns what has been given to one who wanted permits.
   *
   * @return the permit, or null if there is none, or not yet
   */
  public @Nullable ModelPermit permit() {
    return permit;
  }
}
