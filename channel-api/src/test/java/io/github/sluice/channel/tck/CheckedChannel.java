// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real channel in the hands of a model checker. */
final class CheckedChannel implements Checked {
  private final TestedChannel<Integer> channel;
  private final List<Sender<Integer>> handles;
  private final List<Sender<Integer>> upgraded = new ArrayList<>(); // by one thread at a time
  private @Nullable Permit<Integer> permit; // likewise
  private @Nullable Pending<?> send; // likewise

  CheckedChannel(TestedChannel<Integer> channel) {
    this.channel = channel;
    handles = List.of(channel.sender(), channel.sender());
  }

  @Override
  public SendResult trySend(int handle, Integer message) {
    return handles.get(handle).trySend(message);
  }

  @Override
  public @Nullable Integer tryReceive() {
    return channel.receiver().tryReceive();
  }

  @Override
  public @Nullable SendResult tryReserve(int messages) {
    if (permit != null) {
      return null;
    }
    try {
      permit = handles.get(0).tryReserve(messages);
      return permit != null ? SendResult.SENT : SendResult.FULL;
    } catch (ChannelClosedException closed) {
      return SendResult.CLOSED;
    }
  }

  @Override
  public @Nullable SendResult sendPermitted(Integer message) {
    if (permit == null) {
      return null;
    }
    SendResult result = permit.send(message);
    if (permit.remaining() == 0) {
      permit = null;
    }
    return result;
  }

  @Override
  public void closePermit() {
    if (permit != null) {
      permit.close();
      permit = null;
    }
  }

  @Override
  public void send(Integer message) {
    send = channel.beginSend(handles.get(0), message);
  }

  @Override
  public boolean withdraw() {
    boolean withdrawn = send != null && send.withdraw();
    send = null;
    return withdrawn;
  }

  @Override
  public void closeHandle(int handle) {
    handles.get(handle).close();
  }

  @Override
  public boolean upgrade() {
    Sender<Integer> handle = handles.get(0).downgrade().upgrade();
    return handle != null && upgraded.add(handle);
  }

  @Override
  public void close() {
    channel.receiver().close();
  }

  @Override
  public void cancel() {
    channel.receiver().cancel();
  }

  @Override
  public boolean isClosed() {
    return channel.receiver().isClosed();
  }

  @Override
  public boolean isTerminated() {
    return channel.receiver().isTerminated();
  }

  @Override
  public int size() {
    return handles.get(0).size();
  }

  @Override
  public int remainingCapacity() {
    return handles.get(0).remainingCapacity();
  }
}
