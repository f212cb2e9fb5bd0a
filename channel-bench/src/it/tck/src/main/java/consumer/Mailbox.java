// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.function.Consumer;

/** Somebody's own channel, which keeps one of ours to itself. */
final class Mailbox<T> {
  private final BlockingChannel<T> channel;

  Mailbox(int capacity, Consumer<? super T> onUndelivered) {
    channel = BlockingChannel.bounded(capacity, onUndelivered);
  }

  BlockingSender<T> open() {
    return channel.sender();
  }

  BlockingReceiver<T> owner() {
    return channel.receiver();
  }
}
