// SPDX-License-Identifier: Apache-2.0
package programs.grpc;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.async.AsyncChannel;
import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Puts what comes in by a call into a channel: a message is requested when it has a permit. */
class ChannelObserver<T> implements StreamObserver<T> {
  private final Consumer<Object> onUndelivered;
  private final int batch; // one half of the capacity is filled while the other is received
  private final AsyncChannel<T> channel;
  private final AsyncSender<T> sender;
  private CallStreamObserver<?> call;
  private CompletableFuture<Permit<T>> credit;

  ChannelObserver(int capacity, Consumer<Object> onUndelivered) {
    this.onUndelivered = onUndelivered;
    batch = (capacity + 1) / 2;
    channel = AsyncChannel.<T>builder(capacity).onUndelivered(onUndelivered).build();
    sender = channel.sender();
    credit = sender.reserve(batch); // granted at once
  }

  final AsyncReceiver<T> receiver() {
    return channel.receiver();
  }

  /** Completes when the call has ended, or the receiver wants no more of it. */
  final CompletableFuture<Void> closeFuture() {
    return sender.closeFuture();
  }

  /** Sets the call, and returns how many messages are to be requested when it starts. */
  final int attach(CallStreamObserver<?> call) {
    this.call = call;
    return batch;
  }

  @Override
  public final void onNext(T message) {
    Permit<T> permit = credit.getNow(null); // granted before the message was requested
    if (!permit.send(message).isSent()) {
      onUndelivered.accept(message); // was on its way when the receiver was cancelled
    }
    if (permit.remaining() == 0) {
      credit = sender.reserve(batch); // fails if the receiver is closed: no more is requested
      credit.thenRun(() -> call.request(batch)); // now, or in the thread that receives
    }
  }

  @Override
  public final void onCompleted() {
    credit.cancel(false); // returns what is left of the permit, or withdraws the request for it
    sender.close();
  }

  @Override
  public void onError(Throwable failure) {
    credit.cancel(false);
    sender.closeExceptionally(failure); // the receiver gets what has come, and then this
  }
}
