// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import io.github.sluice.channel.Receiver;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the receivers of both channels have in common.
 *
 * @param <T> the type of the messages
 */
public abstract class ReceiverHandle<T> implements Receiver<T> {
  private final ChannelCore<T> core;

  /** Makes the receiver of a channel. */
  protected ReceiverHandle(ChannelCore<T> core) {
    this.core = core;
  }

  /** Returns the channel's core. */
  protected final ChannelCore<T> core() {
    return core;
  }

  /**
   * Called before a message is taken.
   *
   * @throws IllegalStateException if the receiver is in use
   */
  protected void requireIdle() {}

  /** Returns a number that is another one when somebody else has begun to use the receiver. */
  protected int uses() {
    return 0;
  }

  @Override
  public final @Nullable T tryReceive() {
    requireIdle();
    return core.tryReceive();
  }

  @Override
  public final int drain(Consumer<? super T> action, int limit) {
    Objects.requireNonNull(action, "action");
    requireNotNegative(limit);
    requireIdle();
    int taken = 0;
    while (taken < limit) {
      requireIdle(); // the action may have begun to receive
      T message = core.take();
      core.roomMade();
      if (message == null) {
        return reportTaken(taken);
      }
      taken++;
      action.accept(message);
    }
    return taken;
  }

  /** Refuses a negative limit. */
  protected static void requireNotNegative(int limit) {
    if (limit < 0) {
      throw new IllegalArgumentException("limit must not be negative: " + limit);
    }
  }

  /** Moves what is there to a collection; what that refuses stays in the channel. */
  protected final int moveTo(Collection<? super T> into, int limit) {
    requireIdle();
    return moveInUse(into, limit);
  }

  /** Does so for the caller who has made the receiver not idle. */
  protected final int moveInUse(Collection<? super T> into, int limit) {
    int uses = uses();
    int taken = 0;
    while (taken < limit) {
      T message = core.peek();
      if (message == null) {
        return reportTaken(taken);
      }
      move(message, into);
      core.roomMade();
      taken++;
      if (uses() != uses) { // a callback does, which was due to the room made, and may still
        break;
      }
    }
    return taken;
  }

  /** Moves what is there already, and runs nobody's code meanwhile: roomMade is left to do. */
  protected final int moveQuietly(Collection<? super T> into, int limit) {
    int there = Math.min(limit, core.size());
    for (int taken = 0; taken < there; taken++) {
      move(Objects.requireNonNull(core.peek()), into);
    }
    return there;
  }

  private void move(T message, Collection<? super T> into) {
    long position = core.position();
    into.add(message);
    if (core.position() != position) {
      throw new IllegalStateException("the collection has used the receiver");
    }
    core.remove();
  }

  /** Returns the number, but that nothing was taken is not the whole truth if the stream failed. */
  private int reportTaken(int taken) {
    if (taken == 0) {
      core.throwIfFailed();
    }
    return taken;
  }

  @Override
  public final boolean isClosed() {
    return core.isClosed();
  }

  @Override
  public final boolean isTerminated() {
    return core.isTerminated();
  }

  @Override
  public final int size() {
    return core.size();
  }

  @Override
  public final int capacity() {
    return core.capacity();
  }

  @Override
  public void close() {
    core.close();
  }

  @Override
  public String toString() {
    return "Receiver" + core;
  }
}
