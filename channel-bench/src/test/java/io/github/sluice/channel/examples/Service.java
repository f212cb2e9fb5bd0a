// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.async.AsyncChannel;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

// begin request-reply
/** Answers one request at a time, so that it can have state of its own without a lock. */
final class Service<Q, R> {
  private record Request<Q, R>(Q question, CompletableFuture<R> reply) {}

  private final AsyncChannel<Request<Q, R>> requests;
  private final AsyncSender<Request<Q, R>> sender;
  private final CompletableFuture<Void> answering;

  Service(Executor executor, Function<? super Q, ? extends R> answer) {
    CancellationException unanswered = new CancellationException("the service has been stopped");
    requests =
        AsyncChannel.<Request<Q, R>>builder(100)
            .executor(executor)
            .onUndelivered(request -> request.reply().completeExceptionally(unanswered))
            .build();
    sender = requests.sender();
    answering = requests.receiver().forEach(request -> reply(request, answer));
  }

  private static <Q, R> void reply(Request<Q, R> request, Function<? super Q, ? extends R> answer) {
    try {
      request.reply().complete(answer.apply(request.question()));
    } catch (Throwable e) {
      request.reply().completeExceptionally(e);
    }
  }

  /** Asks; the future completes with the answer. */
  CompletableFuture<R> ask(Q question) {
    Request<Q, R> request = new Request<>(question, new CompletableFuture<>());
    return sender.send(request).thenCompose(sent -> request.reply());
  }

  /** Takes no more requests; those it has are answered. */
  void close() {
    sender.close();
  }

  /** Takes no more requests; replies that are still awaited fail. */
  void stop() {
    answering.cancel(false); // before the next request, and then
    requests.receiver().cancel(); // the rest is undelivered
  }
}
// end request-reply
