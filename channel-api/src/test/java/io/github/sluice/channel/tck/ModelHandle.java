// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import org.jspecify.annotations.Nullable;

/** A sender handle of a {@link ChannelModel}. */
public final class ModelHandle {
  boolean open = true;
  boolean hasPermit;
  @Nullable ModelWaiter asking;
  boolean wokenByGrant;

  ModelHandle() {}

  /**
   * Returns whether the handle is open.
   *
   * @return true until it is closed
   */
  public boolean isOpen() {
    return open;
  }

  /**
   * Returns whether a permit is reserved for the handle.
   *
   * @return true from the grant until its use
   */
  public boolean hasPermit() {
    return hasPermit;
  }

  /**
   * Returns whether a grant is due to have called the waker since {@link #takeWoken}.
   *
   * @return true if the waker must have been called
   */
  public boolean isWoken() {
    return wokenByGrant;
  }

  /**
   * Returns, once, whether a grant is due to have called the handle's waker since the last call.
   *
   * @return true if the waker must have been called
   */
  public boolean takeWoken() {
    boolean woken = wokenByGrant;
    wokenByGrant = false;
    return woken;
  }
}
