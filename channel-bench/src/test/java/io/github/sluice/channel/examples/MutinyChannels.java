// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

// begin mutiny
/** A channel as a Multi, a Multi into a channel, and a send as a Uni. */
final class MutinyChannels {
  private MutinyChannels() {}

  /** Returns the messages to come; each leaves the channel when it has been requested. */
  static <T> Multi<T> multi(AsyncReceiver<T> receiver) {
    return Multi.createFrom().publisher(receiver.publisher());
  }

  /** Sends what a Multi emits, and requests as much as the channel accepts. */
  static <T> void sendAll(Multi<T> source, AsyncSender<T> sender) {
    source.subscribe().withSubscriber(sender.subscriber());
  }

  /** Sends a message when it is subscribed to; withdraws it when it is cancelled in time. */
  static <T> Uni<Void> send(T message, AsyncSender<T> sender) {
    return Uni.createFrom().completionStage(() -> sender.send(message));
  }
}

// end mutiny
