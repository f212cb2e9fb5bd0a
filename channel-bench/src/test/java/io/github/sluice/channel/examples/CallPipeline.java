// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

final class CallPipeline {
  private CallPipeline() {}

  // begin async-loop
  /** Calls a service for each request, so many calls at a time, and sends on what it answers. */
  static <Q, R> CompletableFuture<Void> callForEach(
      AsyncReceiver<Q> requests,
      int callsAtATime,
      Function<? super Q, ? extends CompletionStage<R>> service,
      AsyncSender<R> answers) {
    return requests
        .forEachAsync(
            callsAtATime, // a call is over when its answer is in the channel
            request -> service.apply(request).thenCompose(answers::send))
        .whenComplete(
            (ended, failure) -> {
              if (failure == null) {
                answers.close();
              } else {
                requests.close(); // no more is done: sends of requests fail from here on
                answers.closeExceptionally(failure);
              }
            });
  }

  // end async-loop

  // begin async-loop-wrong
  /** Wrong: as long as all is there at once, each message needs some more of the stack. */
  static <T> CompletableFuture<Void> loop(
      AsyncReceiver<T> receiver, Function<? super T, CompletableFuture<Void>> action) {
    return receiver
        .receive()
        .thenCompose(
            message ->
                message == null
                    ? CompletableFuture.completedFuture(null)
                    : action.apply(message).thenCompose(done -> loop(receiver, action)));
  }
  // end async-loop-wrong
}
