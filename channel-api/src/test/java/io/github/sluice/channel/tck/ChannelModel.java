// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.SendResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sequential model of a channel of numbers: what every operation must come to when one thread
 * does one thing after the other. Plain and slow, so that it can be seen to be right.
 */
public final class ChannelModel {
  // closed   by the receiver, by a failure, or because no handle is open and no permit outstanding
  // ended    closed, and empty: no message, no waiter, no reserved capacity
  // failure  why the channel was closed, if a sender has failed it; thrown in place of the end

  /** How far the receiver has gone. */
  public enum ReceiverState {
    /** It takes messages. */
    OPEN,
    /** It takes what has been accepted, and no more. */
    CLOSED,
    /** It takes nothing any more. */
    CANCELLED
  }

  private final ModelBuffer buffer;
  private final List<ModelHandle> handles = new ArrayList<>();
  private final List<Integer> undelivered = new ArrayList<>();
  private ReceiverState receiver = ReceiverState.OPEN;
  private @Nullable Throwable failure;

  /**
   * Creates the model of a channel that no handle has been taken from.
   *
   * @param capacity the capacity
   */
  public ChannelModel(int capacity) {
    buffer = new ModelBuffer(this, capacity);
  }

  // ---- handles

  /**
   * Takes a handle, from the channel or a weak reference.
   *
   * @return an open handle, or null if the channel is closed
   */
  public @Nullable ModelHandle sender() {
    if (isClosed()) {
      return null;
    }
    ModelHandle handle = new ModelHandle();
    handles.add(handle);
    return handle;
  }

  /**
   * Copies a handle.
   *
   * @param from the handle
   * @return an open handle, or null if that one or the channel is closed
   */
  public @Nullable ModelHandle copy(ModelHandle from) {
    return from.open ? sender() : null;
  }

  /** Closes a handle. */
  public void close(ModelHandle handle) {
    if (!handle.open) {
      return;
    }
    handle.open = false;
    refuseIfUnreferenced();
  }

  /** Refuses the pollers that wait when nothing keeps the stream open any more. */
  void refuseIfUnreferenced() {
    if (isClosed() && !buffer.isWaitedFor()) {
      buffer.refuseAll();
    }
  }

  /** Gives up the permit of a handle's poller, or its wait for one. */
  public void closePoller(ModelHandle handle) {
    if (handle.hasPermit) {
      handle.hasPermit = false;
      buffer.usePermit(null);
    }
    if (handle.asking != null) {
      buffer.leave(handle.asking);
      handle.asking = null;
    }
  }

  // ---- sending

  /**
   * Sends without waiting.
   *
   * @param through the handle
   * @param message the message
   * @return SENT, FULL or CLOSED
   */
  public SendResult trySend(ModelHandle through, Integer message) {
    if (isClosedTo(through)) {
      return SendResult.CLOSED;
    }
    return buffer.tryAdd(message) ? SendResult.SENT : SendResult.FULL;
  }

  /**
   * Sends through the poller of a handle.
   *
   * @param through the handle
   * @param message the message
   * @return SENT, FULL or CLOSED
   */
  public SendResult trySendPolled(ModelHandle through, Integer message) {
    if (through.hasPermit) {
      through.hasPermit = false;
      boolean cancelled = receiver == ReceiverState.CANCELLED;
      buffer.usePermit(cancelled ? null : message);
      return cancelled ? SendResult.CLOSED : SendResult.SENT;
    }
    return through.asking != null ? SendResult.FULL : trySend(through, message);
  }

  boolean isClosedTo(ModelHandle handle) {
    return !handle.open || receiver != ReceiverState.OPEN;
  }

  /**
   * Sends, waiting in the queue if need be.
   *
   * @param through the handle
   * @param message the message
   * @return the send; its outcome is null while it waits
   */
  public ModelWaiter send(ModelHandle through, Integer message) {
    ModelWaiter send = ModelWaiter.toSend(message);
    if (isClosedTo(through)) {
      send.outcome = SendResult.CLOSED;
    } else {
      buffer.join(send);
    }
    return send;
  }

  /**
   * Asks for a permit for one message, through the poller of a handle.
   *
   * @param handle the handle
   * @return true if there is one, or the handle or channel is closed; false if the handle waits
   */
  public boolean pollReady(ModelHandle handle) {
    if (handle.hasPermit || (handle.asking == null && isClosedTo(handle))) {
      return true;
    }
    if (handle.asking == null) {
      handle.asking = ModelWaiter.forPermit(handle);
      buffer.join(handle.asking);
      handle.wokenByGrant = false;
    }
    return handle.hasPermit;
  }

  /**
   * Reserves capacity, waiting in the queue if need be.
   *
   * @param through the handle
   * @param messages for how many messages
   * @return the request; its outcome is null while it waits
   */
  public ModelWaiter reserve(ModelHandle through, int messages) {
    ModelWaiter request = ModelWaiter.forPermits(messages);
    if (isClosedTo(through)) {
      request.outcome = SendResult.CLOSED;
    } else if (messages == 0) {
      buffer.settle(request); // needs no capacity, and does not wait
    } else {
      buffer.join(request);
    }
    return request;
  }

  /** Reserves capacity without waiting; returns null if that is not possible. */
  public @Nullable ModelPermit tryReserve(ModelHandle through, int messages) {
    ModelWaiter request = reserve(through, messages);
    withdraw(request);
    return request.permit;
  }

  /**
   * Withdraws a send, or a request for permits.
   *
   * @param waiter what was begun
   * @return true if it was still waiting
   */
  public boolean withdraw(ModelWaiter waiter) {
    if (!buffer.leave(waiter)) {
      return false;
    }
    waiter.outcome = SendResult.TIMED_OUT;
    return true;
  }

  SendResult sendPermitted(Integer message) {
    if (receiver == ReceiverState.CANCELLED) {
      buffer.usePermitted(1, null);
      return SendResult.CLOSED;
    }
    buffer.usePermitted(1, message);
    return SendResult.SENT;
  }

  void giveBack(int permits) {
    if (permits > 0) {
      buffer.usePermitted(permits, null);
    }
  }

  // ---- receiving

  /**
   * Receives without waiting.
   *
   * @return the message, or null
   */
  public @Nullable Integer tryReceive() {
    return buffer.poll();
  }

  /**
   * Looks at the next message.
   *
   * @return the message, or null
   */
  public @Nullable Integer peek() {
    return buffer.peek();
  }

  /** Closes the receiver. */
  public void closeReceiver() {
    if (receiver == ReceiverState.OPEN) {
      receiver = ReceiverState.CLOSED;
    }
    buffer.refuseAll();
  }

  /** Cancels the receiver. */
  public void cancelReceiver() {
    closeReceiver();
    receiver = ReceiverState.CANCELLED;
    for (Integer message = buffer.poll(); message != null; message = buffer.poll()) {
      undelivered.add(message);
    }
  }

  /** Closes the channel because of a failure. */
  public void fail(Throwable cause) {
    if (!isClosed()) {
      failure = cause;
      closeReceiver();
    }
  }

  // ---- state

  /** Returns how many messages are buffered. */
  public int size() {
    return buffer.size();
  }

  /** Returns how many messages can be sent now: none while a send or a request is queued. */
  public int remainingCapacity() {
    return buffer.hasNoWaiter() ? buffer.free() : 0;
  }

  /** Returns how many permits are outstanding. */
  public int outstandingPermits() {
    return buffer.reserved();
  }

  /** Returns how many sends and requests for permits are queued. */
  public int waitingSenders() {
    return buffer.waiting();
  }

  /** Returns how far the receiver has gone. */
  public ReceiverState receiver() {
    return receiver;
  }

  /**
   * Returns whether no new handle can be had.
   *
   * @return true if the receiver is closed, or all that kept it open (at least one) have ended
   */
  public boolean isClosed() {
    return receiver != ReceiverState.OPEN
        || (!handles.isEmpty() && openHandles() == 0 && buffer.permitted() == 0);
  }

  /**
   * Returns whether waiters alone keep the stream open: the channel may be closed already, or be
   * closed when they have ended.
   *
   * @return true if a channel may answer either
   */
  public boolean mayOrMayNotBeClosed() {
    return receiver == ReceiverState.OPEN && isClosed() && buffer.isWaitedFor();
  }

  /** Returns how many handles are open. */
  public int openHandles() {
    return (int) handles.stream().filter(ModelHandle::isOpen).count();
  }

  /** Returns whether nothing can be received any more, once and forever. */
  public boolean isTerminated() {
    return isClosed()
        && buffer.size() == 0
        && buffer.hasNoWaiter()
        && (!buffer.isAnythingReserved() || receiver == ReceiverState.CANCELLED);
  }

  /**
   * Returns whether capacity is still reserved in a cancelled channel. No message can come of it,
   * and the stream may have ended already or end when the capacity is released.
   *
   * @return true if a channel may answer either
   */
  public boolean mayOrMayNotHaveEnded() {
    return receiver == ReceiverState.CANCELLED && buffer.isAnythingReserved();
  }

  /**
   * Returns what a receive must throw in place of the end.
   *
   * @return why the stream has failed, if it has and everything has been received; or null
   */
  public @Nullable Throwable failureAtTheEnd() {
    return receiver == ReceiverState.CLOSED && isTerminated() ? failure : null;
  }

  /** Returns what has been handed over as undelivered, in order. */
  public List<Integer> undelivered() {
    return undelivered;
  }
}
