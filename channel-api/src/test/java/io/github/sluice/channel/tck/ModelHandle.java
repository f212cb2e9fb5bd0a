// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import org.jspecify.annotations.Nullable;

/** A sender handle of a {@link ChannelModel}. */
public final class ModelHandle {
  boolean open = true;
  boolean hasPlace;
  @Nullable ModelWaiter asking;
  boolean wokenByTurn;

  ModelHandle() {}

  /**
   * Tells whether the handle is open.
   *
   * @return true until it is closed
   */
  public boolean isOpen() {
    return open;
  }

  /**
   * Tells whether a place is set aside for the handle.
   *
   * @return true from the grant until its use
   */
  public boolean hasPlace() {
    return hasPlace;
  }

  /**
   * Tells whether the turn of the handle's waker has come since {@link #takeWoken}.
   *
   * @return true if the waker must have been called
   */
  public boolean isWoken() {
    return wokenByTurn;
  }

  /**
   * Tells, once, whether the turn of the handle's waker has come since the last call.
   *
   * @return true if the waker must have been called
   */
  public boolean takeWoken() {
    boolean woken = wokenByTurn;
    wokenByTurn = false;
    return woken;
  }
}
