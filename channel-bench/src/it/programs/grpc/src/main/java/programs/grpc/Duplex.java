// SPDX-License-Identifier: Apache-2.0
package programs.grpc;

import io.github.sluice.channel.AsyncSender;
import io.grpc.ClientCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** One end of a bidirectional call: a receiver of what comes in, a sender of what goes out. */
final class Duplex<I, O> extends ChannelObserver<I> implements ClientResponseObserver<O, I> {
  private final Outbound<O> outbound;

  private Duplex(int capacity, Consumer<Object> onUndelivered) {
    super(capacity, onUndelivered);
    outbound = new Outbound<>(capacity, onUndelivered);
  }

  /** Creates a method of a server. The service must not block; closing its sender ends a call. */
  static <I, O> ServerCallHandler<I, O> server(
      int capacity, Consumer<Object> onUndelivered, Consumer<Duplex<I, O>> service) {
    return ServerCalls.asyncBidiStreamingCall(
        observer -> {
          ServerCallStreamObserver<O> call = (ServerCallStreamObserver<O>) observer;
          Duplex<I, O> duplex = new Duplex<>(capacity, onUndelivered);
          duplex.outbound.attach(call);
          call.disableAutoRequest();
          call.request(duplex.attach(call));
          call.setOnCancelHandler(() -> duplex.cancel(Status.CANCELLED.asRuntimeException()));
          call.setOnCloseHandler(duplex::onCompleted); // ended from here: nothing more comes in
          service.accept(duplex);
          return duplex;
        });
  }

  /** Starts a client's call. The end of its receiver, also if it is closed early, is its end. */
  static <I, O> Duplex<I, O> client(
      ClientCall<O, I> call, int capacity, Consumer<Object> onUndelivered) {
    Duplex<I, O> duplex = new Duplex<>(capacity, onUndelivered);
    ClientCalls.asyncBidiStreamingCall(call, duplex);
    Status end = Status.CANCELLED.withDescription("nothing more is received");
    duplex.closeFuture().thenRun(() -> duplex.cancel(end.asRuntimeException()));
    return duplex;
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<O> call) {
    outbound.attach(call);
    call.disableAutoRequestWithInitial(attach(call));
  }

  @Override
  public void onError(Throwable failure) {
    cancel(failure); // first, so that this is the cause
    super.onError(failure);
  }

  AsyncSender<O> sender() {
    return outbound.sender();
  }

  /** Ends the call at once: what has not been sent goes to onUndelivered. */
  void cancel(Throwable cause) {
    outbound.stop(cause);
  }

  /** Answers one message at a time, until one of the streams ends; then the other one does. */
  CompletableFuture<Void> answerEach(Function<? super I, ? extends O> answer) {
    return receiver()
        .forEachAsync(message -> sender().send(answer.apply(message)))
        .whenComplete(
            (end, failure) -> {
              receiver().cancel(); // what is not answered goes to onUndelivered
              if (failure == null) {
                sender().close();
              } else {
                sender().closeExceptionally(failure); // comes after the answers so far
              }
            });
  }
}
