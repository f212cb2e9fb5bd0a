// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Messages that the holder of the lease takes in a row. Of those that are there when it looks, the
 * last one publishes the head, before it is handed over: one fence for all. A waiting sender is
 * granted what is free after each; its callbacks wait for the end.
 *
 * @param <T> the type of the messages
 */
public final class Batch<T> {
  private final ChannelCore<T> core;
  private int taken;

  /** How many have been taken when those are over that were there at the last look. */
  private int end;

  private @Nullable Notification due;

  /** Creates an empty batch. */
  public Batch(ChannelCore<T> core) {
    this.core = core;
  }

  /**
   * Takes the next message, of those that have come meanwhile as well.
   *
   * @param limit how many the batch takes at most
   * @return null if there is none, or the limit has been reached
   */
  @Nullable T next(int limit) {
    look(limit);
    T message = peek(SpinWait.FOREVER);
    if (message != null) {
      remove();
    }
    return message;
  }

  /**
   * Moves messages that are there to a collection; what that refuses stays.
   *
   * @param limit how many the batch takes at most
   * @param steps how long to wait for a sender, see {@link MpscRing#peek}
   */
  public void moveTo(Collection<? super T> into, int limit, int steps) {
    look(limit);
    T message;
    while ((message = peek(steps)) != null) {
      into.add(message);
      remove();
    }
  }

  private void look(int limit) {
    if (taken == end) {
      end = taken + Math.min(limit - taken, core.size());
    }
  }

  private @Nullable T peek(int steps) {
    return taken < end ? core.peek(steps) : null;
  }

  private void remove() {
    core.remove(taken == end - 1);
    taken++;
    due = Notification.concat(due, core.grantReleased());
  }

  /** Returns how many messages it has taken. */
  public int taken() {
    return taken;
  }

  /** Makes all of the batch visible to operations that begin later. */
  public @Nullable Notification end() {
    return taken == end ? due : Notification.concat(due, core.endBatch());
  }
}
