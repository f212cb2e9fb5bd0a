// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.SendResult;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The places of a {@link ChannelModel}, and the line of those who wait for one. */
final class ModelRoom {
  // buffer    what has been accepted and not received
  // line      who waits for room, first come, first served; empty, or its head does not fit
  // set aside for handles that have asked for a place, and for holders of permits
  // permitted those of them for holders of permits

  private final ChannelModel channel;
  private final int capacity;
  private final Deque<Integer> buffer = new ArrayDeque<>();
  private final Deque<ModelWaiter> line = new ArrayDeque<>();
  private int setAside;
  private int permitted;

  ModelRoom(ChannelModel channel, int capacity) {
    this.channel = channel;
    this.capacity = capacity;
  }

  /** Takes a message if it fits and nobody waits. */
  boolean tryAdd(Integer message) {
    return line.isEmpty() && free() > 0 && buffer.add(message);
  }

  /** Lets somebody wait, perhaps for no time. */
  void join(ModelWaiter waiter) {
    line.add(waiter);
    grant();
  }

  /** Lets somebody wait no more; false if he did not. */
  boolean leave(ModelWaiter waiter) {
    boolean waited = line.remove(waiter);
    grant();
    return waited;
  }

  /** Uses a place that was set aside, or only gives it back if there is no message. */
  void usePlace(@Nullable Integer message) {
    setAside--;
    if (message != null) {
      buffer.add(message);
    }
    grant();
  }

  /** Does so for places of permits. */
  void usePermitted(int places, @Nullable Integer message) {
    permitted -= places;
    setAside -= places - 1;
    usePlace(message);
  }

  /** Takes the next message, or null. */
  @Nullable Integer poll() {
    Integer message = buffer.poll();
    grant();
    return message;
  }

  /** Refuses all who wait. */
  void refuseAll() {
    for (ModelWaiter waiter : line) {
      waiter.outcome = SendResult.CLOSED;
      if (waiter.handle != null) {
        waiter.handle.asking = null;
        waiter.handle.wokenByTurn = true;
      }
    }
    line.clear();
  }

  private void grant() {
    while (!line.isEmpty() && free() >= line.element().room) {
      settle(line.remove());
    }
    channel.refuseIfUnreferenced();
  }

  /** Gives a waiter what it has waited for. */
  void settle(ModelWaiter next) {
    next.outcome = SendResult.SENT;
    if (next.message != null) {
      buffer.add(next.message);
      return;
    }
    setAside += next.room;
    if (next.handle != null) {
      next.handle.asking = null;
      next.handle.hasPlace = true;
      next.handle.wokenByTurn = true;
    } else {
      permitted += next.room;
      next.permit = new ModelPermit(channel, next.room);
    }
  }

  int free() {
    return capacity - buffer.size() - setAside;
  }

  int size() {
    return buffer.size();
  }

  int permitted() {
    return permitted;
  }

  /** Returns how many places are set aside, for handles and for permits. */
  int setAside() {
    return setAside;
  }

  int waiting() {
    return line.size();
  }

  boolean hasNobodyWaiting() {
    return line.isEmpty();
  }

  /**
   * Tells whether somebody waits who keeps the stream open: all but handles, which may be closed.
   */
  boolean isWaitedFor() {
    return line.stream().anyMatch(waiter -> waiter.handle == null);
  }

  boolean isAnythingSetAside() {
    return setAside > 0;
  }
}
