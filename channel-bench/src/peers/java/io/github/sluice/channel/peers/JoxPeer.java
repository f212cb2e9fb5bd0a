// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelClosed;
import com.softwaremill.jox.ChannelDone;
import com.softwaremill.jox.ChannelError;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.SelectClause;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.SendResult;
import java.util.function.Consumer;

/** The channel of jox. What does not wait is a select with a default clause. */
final class JoxPeer<T> extends Peer<T> {
  private static final String NAME = "of jox";
  private static final Object NEITHER = new Object();

  private final Channel<T> channel;
  private final int capacity;

  JoxPeer(int capacity, Consumer<? super T> onUndelivered) {
    channel = Channel.newBufferedChannel(capacity);
    this.capacity = capacity;
  }

  @Override
  public SendResult trySend(T message) {
    Object outcome = select(channel.sendClause(message));
    if (outcome instanceof ChannelClosed) {
      return SendResult.CLOSED;
    }
    return outcome == NEITHER ? SendResult.FULL : SendResult.SENT;
  }

  @Override
  public void send(T message) throws InterruptedException {
    Object outcome = channel.sendOrClosed(message);
    if (outcome instanceof ChannelClosed) {
      Throwable cause = outcome instanceof ChannelError error ? error.cause() : null;
      throw new ChannelClosedException(NAME, message, cause);
    }
  }

  @Override
  public T tryReceive() {
    Object outcome = select(channel.receiveClause());
    return outcome == NEITHER ? null : received(outcome);
  }

  @Override
  public T receive() throws InterruptedException {
    return received(channel.receiveOrClosed());
  }

  private static Object select(SelectClause<?> clause) {
    try {
      return Select.selectOrClosed(clause, Select.defaultClause(NEITHER));
    } catch (InterruptedException e) {
      throw new AssertionError("what does not wait has been interrupted", e);
    }
  }

  @SuppressWarnings("unchecked") // what is received has been sent
  private T received(Object outcome) {
    if (outcome instanceof ChannelError error) {
      throw new ChannelFailedException(NAME, error.cause());
    }
    return outcome instanceof ChannelDone ? null : (T) outcome;
  }

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public void end() {
    channel.doneOrClosed();
  }

  @Override
  public void fail(Throwable cause) {
    try {
      channel.error(cause);
    } catch (com.softwaremill.jox.ChannelClosedException e) {
      // the first close counts
    }
  }

  @Override
  public boolean isClosed() {
    return channel.isClosedForSend();
  }

  @Override
  public boolean isTerminated() {
    return channel.isClosedForReceive();
  }

  @Override
  public String toString() {
    return channel.toString();
  }
}
