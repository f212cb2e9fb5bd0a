// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.SendResult;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The sequential model in the hands of a model checker. */
final class CheckedModel implements Checked {
  private final ChannelModel model = new ChannelModel(Linearizability.CAPACITY);
  private final List<ModelHandle> handles =
      List.of(Objects.requireNonNull(model.sender()), Objects.requireNonNull(model.sender()));
  private @Nullable ModelPermit permit;
  private @Nullable ModelWaiter send;

  @Override
  public SendResult trySend(int handle, Integer message) {
    return model.trySend(handles.get(handle), message);
  }

  @Override
  public @Nullable Integer tryReceive() {
    return model.tryReceive();
  }

  @Override
  public @Nullable SendResult tryReserve(int messages) {
    if (permit != null) {
      return null;
    }
    if (model.isClosedTo(handles.get(0))) {
      return SendResult.CLOSED;
    }
    permit = model.tryReserve(handles.get(0), messages);
    return permit != null ? SendResult.SENT : SendResult.FULL;
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
    send = model.send(handles.get(0), message);
  }

  @Override
  public boolean withdraw() {
    boolean withdrawn = send != null && model.withdraw(send);
    send = null;
    return withdrawn;
  }

  @Override
  public void closeHandle(int handle) {
    model.close(handles.get(handle));
  }

  @Override
  public boolean upgrade() {
    return model.sender() != null;
  }

  @Override
  public void close() {
    model.closeReceiver();
  }

  @Override
  public void cancel() {
    model.cancelReceiver();
  }

  @Override
  public boolean isClosed() {
    return model.isClosed();
  }

  @Override
  public boolean isTerminated() {
    return model.isTerminated();
  }

  @Override
  public int size() {
    return model.size();
  }

  @Override
  public int remainingCapacity() {
    return model.remainingCapacity();
  }
}
