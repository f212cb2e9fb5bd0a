// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import java.util.Iterator;
import java.util.concurrent.Executor;

// begin event-loop
/** A task of an event loop, which must not wait: it stops reading while the channel is full. */
final class LoopReader<T> implements Runnable {
  private final Executor loop;
  private final Iterator<T> source;
  private final AsyncSender<T> sender;
  private final SendPoller<T> poller;

  LoopReader(Executor loop, Iterator<T> source, AsyncSender<T> sender) {
    this.loop = loop;
    this.source = source;
    this.sender = sender;
    poller = sender.poller();
  }

  @Override
  public void run() {
    while (source.hasNext()) {
      if (!poller.pollReady(() -> loop.execute(this))) {
        return; // runs again when a permit has been granted to its poller
      }
      if (poller.trySend(source.next()) == SendResult.CLOSED) {
        return; // nobody wants any more
      }
    }
    sender.close();
  }
}
// end event-loop
