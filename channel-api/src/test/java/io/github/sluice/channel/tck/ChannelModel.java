// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sequential model of a channel of numbers: what every operation must come to when one thread
 * does one thing after the other. Plain and slow, so that it can be seen to be right.
 */
public final class ChannelModel {
  // buffer   what has been accepted and not received
  // line     who waits for room, first come, first served; empty, or its head does not fit
  // reserved places set aside for handles that have asked for one
  // ended    (closed by the receiver, or no open handle left) and nothing in buffer, line, reserved

  /** How far the receiver has gone. */
  public enum ReceiverState {
    /** It takes messages. */
    OPEN,
    /** It takes what has been accepted, and no more. */
    CLOSED,
    /** It takes nothing any more. */
    CANCELLED
  }

  /** One who waits in line: a send with its message, or a handle that asks for a place. */
  public static final class Waiter {
    private final @Nullable Integer message;
    private final @Nullable Handle handle;
    private @Nullable SendResult outcome; // of a send; TIMED_OUT stands for withdrawn

    private Waiter(@Nullable Integer message, @Nullable Handle handle) {
      this.message = message;
      this.handle = handle;
    }

    /**
     * Tells what has become of a send.
     *
     * @return SENT, CLOSED, TIMED_OUT if it has been withdrawn, or null while it waits
     */
    public @Nullable SendResult outcome() {
      return outcome;
    }
  }

  /** A sender handle. */
  public static final class Handle {
    private boolean open = true;
    private boolean hasPlace;
    private @Nullable Waiter asking;
    private boolean wokenByTurn;

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

  private final int capacity;
  private final Deque<Integer> buffer = new ArrayDeque<>();
  private final Deque<Waiter> line = new ArrayDeque<>();
  private final List<Handle> handles = new ArrayList<>();
  private final List<Integer> undelivered = new ArrayList<>();
  private int reserved;
  private ReceiverState receiver = ReceiverState.OPEN;

  /**
   * Creates the model of a channel that no handle has been taken from.
   *
   * @param capacity the capacity
   */
  public ChannelModel(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Takes a handle.
   *
   * @return an open handle, or null if the channel is closed
   */
  public @Nullable Handle sender() {
    if (isClosed()) {
      return null;
    }
    Handle handle = new Handle();
    handles.add(handle);
    return handle;
  }

  /**
   * Copies a handle.
   *
   * @param from the handle
   * @return an open handle, or null if that one or the channel is closed
   */
  public @Nullable Handle copy(Handle from) {
    return from.open ? sender() : null;
  }

  /**
   * Sends without waiting.
   *
   * @param through the handle
   * @param message the message
   * @return SENT, FULL or CLOSED
   */
  public SendResult trySend(Handle through, Integer message) {
    if (through.hasPlace) {
      through.hasPlace = false;
      reserved--;
      if (receiver == ReceiverState.CANCELLED) {
        return SendResult.CLOSED;
      }
      buffer.add(message);
      return SendResult.SENT;
    }
    if (!through.open || receiver != ReceiverState.OPEN) {
      return SendResult.CLOSED;
    }
    if (!line.isEmpty() || room() == 0) {
      return SendResult.FULL;
    }
    buffer.add(message);
    return SendResult.SENT;
  }

  /**
   * Sends, waiting in line if need be.
   *
   * @param through the handle
   * @param message the message
   * @return the send; its outcome is null while it waits
   */
  public Waiter send(Handle through, Integer message) {
    Waiter send = new Waiter(message, null);
    if (through.hasPlace || !through.open || receiver != ReceiverState.OPEN) {
      send.outcome = trySend(through, message);
    } else {
      leave(through);
      line.add(send);
      grant();
    }
    return send;
  }

  /**
   * Withdraws a send.
   *
   * @param send the send
   * @return true if it was still waiting
   */
  public boolean withdraw(Waiter send) {
    if (!line.remove(send)) {
      return false;
    }
    send.outcome = SendResult.TIMED_OUT;
    grant();
    return true;
  }

  /**
   * Asks for a place for one message.
   *
   * @param handle the handle
   * @return true if there is one, or the handle or channel is closed; false if the handle waits
   */
  public boolean pollReady(Handle handle) {
    if (handle.hasPlace || !handle.open || receiver != ReceiverState.OPEN) {
      return true;
    }
    if (handle.asking == null) {
      handle.asking = new Waiter(null, handle);
      line.add(handle.asking);
      grant();
      handle.wokenByTurn = false;
    }
    return handle.hasPlace;
  }

  /**
   * Closes a handle.
   *
   * @param handle the handle
   */
  public void close(Handle handle) {
    if (!handle.open) {
      return;
    }
    handle.open = false;
    if (handle.hasPlace) {
      handle.hasPlace = false;
      reserved--;
    }
    leave(handle);
  }

  private void leave(Handle handle) {
    if (handle.asking != null) {
      line.remove(handle.asking);
      handle.asking = null;
    }
    grant();
  }

  /**
   * Receives without waiting.
   *
   * @return the message, or null
   */
  public @Nullable Integer tryReceive() {
    Integer message = buffer.poll();
    grant();
    return message;
  }

  /** Closes the receiver. */
  public void closeReceiver() {
    if (receiver == ReceiverState.OPEN) {
      receiver = ReceiverState.CLOSED;
    }
    for (Waiter waiter : line) {
      waiter.outcome = SendResult.CLOSED;
      if (waiter.handle != null) {
        waiter.handle.asking = null;
        waiter.handle.wokenByTurn = true;
      }
    }
    line.clear();
  }

  /** Cancels the receiver. */
  public void cancelReceiver() {
    closeReceiver();
    receiver = ReceiverState.CANCELLED;
    undelivered.addAll(buffer);
    buffer.clear();
  }

  private void grant() {
    while (!line.isEmpty() && room() > 0) {
      Waiter next = line.remove();
      if (next.handle != null) {
        reserved++;
        next.handle.asking = null;
        next.handle.hasPlace = true;
        next.handle.wokenByTurn = true;
      } else {
        buffer.add(next.message);
        next.outcome = SendResult.SENT;
      }
    }
  }

  private int room() {
    return capacity - buffer.size() - reserved;
  }

  /**
   * Returns how many messages are buffered.
   *
   * @return from 0 to the capacity
   */
  public int size() {
    return buffer.size();
  }

  /**
   * Returns how many messages wait in line.
   *
   * @return the number of sends that have been begun and are not over
   */
  public int waitingSends() {
    return (int) line.stream().filter(waiter -> waiter.message != null).count();
  }

  /**
   * Returns the room left.
   *
   * @return the capacity less what is buffered and what is set aside
   */
  public int remainingCapacity() {
    return room();
  }

  /**
   * Returns how far the receiver has gone.
   *
   * @return its state
   */
  public ReceiverState receiver() {
    return receiver;
  }

  /**
   * Tells whether no new handle can be had.
   *
   * @return true if the receiver is closed, or all handles are (of at least one)
   */
  public boolean isClosed() {
    return receiver != ReceiverState.OPEN || allHandlesClosed();
  }

  /**
   * Tells whether every handle handed out has been closed, and there was one.
   *
   * @return true from the last close on
   */
  public boolean allHandlesClosed() {
    return !handles.isEmpty() && handles.stream().noneMatch(Handle::isOpen);
  }

  /**
   * Tells whether the stream has ended.
   *
   * @return true once and forever when nothing can be received any more
   */
  public boolean isTerminated() {
    return isClosed()
        && buffer.isEmpty()
        && line.isEmpty()
        && (reserved == 0 || receiver == ReceiverState.CANCELLED);
  }

  /**
   * Tells whether places are still set aside in a cancelled channel. Nothing can come of them, so
   * that it is open whether the stream has ended already or ends when they are given back.
   *
   * @return true if a channel may answer either
   */
  public boolean mayOrMayNotHaveEnded() {
    return receiver == ReceiverState.CANCELLED && reserved > 0;
  }

  /**
   * Returns what has been handed over as undelivered.
   *
   * @return the messages in order
   */
  public List<Integer> undelivered() {
    return undelivered;
  }
}
