// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.reactivex.rxjava3.core.Flowable;
import org.reactivestreams.FlowAdapters;

// begin rxjava
/** A channel as a Flowable, and a Flowable into a channel. */
final class RxChannels {
  private RxChannels() {}

  /** Returns the messages to come; each leaves the channel when it has been requested. */
  static <T> Flowable<T> flowable(AsyncReceiver<T> receiver) {
    return Flowable.fromPublisher(FlowAdapters.toPublisher(receiver.publisher()));
  }

  /** Sends what a Flowable emits, and requests as much as the channel accepts. */
  static <T> void sendAll(Flowable<T> source, AsyncSender<T> sender) {
    source.subscribe(FlowAdapters.toSubscriber(sender.subscriber()));
  }
}

// end rxjava
