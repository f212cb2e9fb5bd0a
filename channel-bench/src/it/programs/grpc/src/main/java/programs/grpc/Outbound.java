// SPDX-License-Identifier: Apache-2.0
package programs.grpc;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.async.AsyncChannel;
import io.grpc.SynchronizationContext;
import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.ClientCallStreamObserver;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Gives what comes out of a channel to a call, as long as the call is ready for it. */
final class Outbound<T> {
  // Both the call and the channel cause forward(), and a call is not thread-safe. So all that
  // sends by the call or ends it runs in this context, one after the other.
  private final SynchronizationContext context =
      new SynchronizationContext((thread, failure) -> stop(failure));
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AsyncChannel<T> channel;
  private final AsyncSender<T> sender;
  private CallStreamObserver<T> call;

  Outbound(int capacity, Consumer<Object> onUndelivered) {
    channel = AsyncChannel.<T>builder(capacity).onUndelivered(onUndelivered).build();
    sender = channel.sender();
  }

  AsyncSender<T> sender() {
    return sender;
  }

  void attach(CallStreamObserver<T> call) {
    this.call = call;
    call.setOnReadyHandler(this::schedule);
  }

  private void schedule() {
    context.execute(this::forward);
  }

  private void forward() {
    try {
      while (!stopped.get() && call.isReady()) { // if it is not ready, its handler will run
        T message = channel.receiver().poll(this::schedule);
        if (message != null) {
          call.onNext(message);
        } else if (channel.receiver().isTerminated()) {
          // With it a server ends its call, and a client does not: it may cancel it later.
          if (call instanceof ClientCallStreamObserver || !stopped.getAndSet(true)) {
            call.onCompleted(); // from here on the call is not ready
          }
        } else {
          return; // the waker will run
        }
      }
    } catch (ChannelFailedException e) { // everything that was accepted before has been sent
      stop(e.getCause());
    }
  }

  /** Ends the call by a failure, and the channel with the same cause. Once, from any thread. */
  void stop(Throwable cause) {
    if (!stopped.getAndSet(true)) {
      context.execute(() -> end(cause));
    }
  }

  private void end(Throwable cause) {
    channel.receiver().closeExceptionally(cause); // senders are given it, now and later
    channel.receiver().cancel(); // the rest goes to onUndelivered
    call.onError(cause);
  }
}
