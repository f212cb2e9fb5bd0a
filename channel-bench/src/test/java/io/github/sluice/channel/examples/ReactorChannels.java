// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.async.AsyncChannel;
import java.util.ArrayList;
import java.util.List;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

// begin reactor
/** A channel as a Flux, a Flux into a channel, and threads that send into a Flux. */
final class ReactorChannels {
  private ReactorChannels() {}

  /** Returns the messages to come; each leaves the channel when it has been requested. */
  static <T> Flux<T> flux(AsyncReceiver<T> receiver) {
    return JdkFlowAdapter.flowPublisherToFlux(receiver.publisher());
  }

  /** Sends what a Flux emits, and requests as much as the channel accepts; closes the handle. */
  static <T> void sendAll(Flux<T> source, AsyncSender<T> sender) {
    JdkFlowAdapter.publisherToFlowPublisher(source).subscribe(sender.subscriber());
  }

  /** Reads each source in a thread of its own, which waits while nothing is requested. */
  static <T> Flux<T> merge(int capacity, List<? extends Iterable<? extends T>> sources) {
    return Flux.defer( // a channel and threads for each subscriber
        () -> {
          AsyncChannel<T> channel = AsyncChannel.bounded(capacity);
          List<Thread> readers = new ArrayList<>();
          for (Iterable<? extends T> source : sources) {
            BlockingSender<T> sender = channel.sender().blocking(); // all before one is closed
            readers.add(new Thread(() -> read(source, sender)));
          }
          readers.forEach(Thread::start);
          return flux(channel.receiver());
        });
  }

  private static <T> void read(Iterable<? extends T> source, BlockingSender<T> sender) {
    try {
      for (T item : source) {
        sender.send(item);
      }
      sender.close();
    } catch (ChannelClosedException e) {
      // Cancelled: no more is wanted.
    } catch (Throwable e) {
      sender.closeExceptionally(e); // for all readers: what has been sent comes first, then this
    }
  }
}

// end reactor
