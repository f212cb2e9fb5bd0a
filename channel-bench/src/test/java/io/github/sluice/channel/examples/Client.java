// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.function.Function;

// begin reply-permits
/** Asks a worker that has other clients too; never has more than 16 answers to come or to read. */
final class Client<Q, R> {
  /** A question, with the right to answer it: the answer needs no waiting. */
  record Request<Q, R>(Q question, Permit<R> reply) {}

  private final BlockingChannel<R> answers = BlockingChannel.bounded(16);
  private final BlockingSender<R> handle = answers.sender();
  private final BlockingSender<Request<Q, R>> worker;

  Client(BlockingSender<Request<Q, R>> worker) {
    this.worker = worker;
  }

  /** Waits while 16 answers are to come or to read. */
  void ask(Q question) throws InterruptedException {
    Permit<R> reply = handle.reserve();
    try {
      worker.send(new Request<>(question, reply));
    } catch (InterruptedException | ChannelClosedException e) {
      reply.close();
      throw e;
    }
  }

  /** Asks no more: when all that was asked is answered, the answers end. */
  void finish() {
    worker.close();
    handle.close();
  }

  BlockingReceiver<R> answers() {
    return answers.receiver();
  }

  /** The worker's loop, which no client holds up. */
  static <Q, R> void answer(BlockingReceiver<Request<Q, R>> requests, Function<Q, R> work) {
    requests.forEach(
        request -> {
          try (Permit<R> reply = request.reply()) { // also if the work throws
            reply.send(work.apply(request.question()));
          }
        });
  }
}
// end reply-permits
