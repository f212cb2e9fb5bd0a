// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

final class FanIn {
  private FanIn() {}

  // begin fan-in
  /**
   * Merges sources, each read by a thread of its own; what comes from one source stays in order.
   */
  static <T> Stream<T> merge(int capacity, List<? extends Iterator<? extends T>> sources) {
    BlockingChannel<T> channel = BlockingChannel.bounded(capacity);
    List<Thread> readers = new ArrayList<>();
    for (Iterator<? extends T> source : sources) {
      BlockingSender<T> sender = channel.sender(); // taken here, so that no reader ends the stream
      readers.add(new Thread(() -> read(source, sender)));
    }
    readers.forEach(Thread::start);
    return channel.receiver().stream().onClose(channel.receiver()::close);
  }

  private static <T> void read(Iterator<? extends T> source, BlockingSender<T> sender) {
    try {
      while (source.hasNext()) {
        sender.send(source.next());
      }
      sender.close();
    } catch (ChannelClosedException e) {
      // Nobody wants any more.
    } catch (Throwable e) {
      sender.closeExceptionally(e); // for all: what has been read comes first, then this
    }
  }
  // end fan-in
}
