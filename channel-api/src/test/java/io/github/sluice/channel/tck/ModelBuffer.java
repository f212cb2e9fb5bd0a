// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.SendResult;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The capacity of a {@link ChannelModel}, and the wait queue. */
final class ModelBuffer {
  // buffer    what has been accepted and not received
  // queue     the waiters, first come, first served; empty, or its head does not fit
  // reserved  for pollers that were granted a permit, and for holders of permits
  // permitted those of them for holders of permits

  private final ChannelModel channel;
  private final int capacity;
  private final Deque<Integer> buffer = new ArrayDeque<>();
  private final Deque<ModelWaiter> queue = new ArrayDeque<>();
  private int reserved;
  private int permitted;

  ModelBuffer(ChannelModel channel, int capacity) {
    this.channel = channel;
    this.capacity = capacity;
  }

  /** Takes a message if it fits and there is no waiter. */
  boolean tryAdd(Integer message) {
    return queue.isEmpty() && free() > 0 && buffer.add(message);
  }

  /** Adds a waiter, perhaps for no time. */
  void join(ModelWaiter waiter) {
    queue.add(waiter);
    grant();
  }

  /** Removes a waiter; false if it did not wait. */
  boolean leave(ModelWaiter waiter) {
    boolean waited = queue.remove(waiter);
    grant();
    return waited;
  }

  /** Uses a reserved permit, or only releases it if there is no message. */
  void usePermit(@Nullable Integer message) {
    reserved--;
    if (message != null) {
      buffer.add(message);
    }
    grant();
  }

  /** Does so for several permits. */
  void usePermitted(int permits, @Nullable Integer message) {
    permitted -= permits;
    reserved -= permits - 1;
    usePermit(message);
  }

  /** Takes the next message, or null. */
  @Nullable Integer peek() {
    return buffer.peek();
  }

  @Nullable Integer poll() {
    Integer message = buffer.poll();
    grant();
    return message;
  }

  /** Refuses all waiters. */
  void refuseAll() {
    for (ModelWaiter waiter : queue) {
      waiter.outcome = SendResult.CLOSED;
      if (waiter.handle != null) {
        waiter.handle.asking = null;
        waiter.handle.wokenByGrant = true;
      }
    }
    queue.clear();
  }

  private void grant() {
    while (!queue.isEmpty() && free() >= queue.element().needed) {
      settle(queue.remove());
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
    reserved += next.needed;
    if (next.handle != null) {
      next.handle.asking = null;
      next.handle.hasPermit = true;
      next.handle.wokenByGrant = true;
    } else {
      permitted += next.needed;
      next.permit = new ModelPermit(channel, next.needed);
    }
  }

  int free() {
    return capacity - buffer.size() - reserved;
  }

  int size() {
    return buffer.size();
  }

  int permitted() {
    return permitted;
  }

  /** Returns how many permits are reserved, for pollers and for holders of permits. */
  int reserved() {
    return reserved;
  }

  int waiting() {
    return queue.size();
  }

  boolean hasNoWaiter() {
    return queue.isEmpty();
  }

  /** Returns whether a waiter keeps the stream open: all but handles, which may be closed. */
  boolean isWaitedFor() {
    return queue.stream().anyMatch(waiter -> waiter.handle == null);
  }

  boolean isAnythingReserved() {
    return reserved > 0;
  }
}
