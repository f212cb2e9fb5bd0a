// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.StructuredTaskScope;
import java.util.function.Consumer;

// begin structured
/** Producers in subtasks of a scope, which send to its owner. */
final class Producers {
  interface Producer<T> {
    void sendTo(BlockingSender<T> sender) throws Exception;
  }

  private Producers() {}

  /** Runs producers, and handles in this thread what they send; if one fails, the others end. */
  static <T> void run(List<Producer<T>> producers, Consumer<? super T> action)
      throws InterruptedException {
    BlockingChannel<T> channel = BlockingChannel.bounded(16);
    try (StructuredTaskScope<Void, Void> scope = StructuredTaskScope.open();
        BlockingReceiver<T> receiver = channel.receiver()) { // closed first: sends are refused
      List<Callable<Void>> subtasks = // all have a handle before the first one runs
          producers.stream().map(producer -> subtask(producer, channel.sender())).toList();
      subtasks.forEach(scope::fork);
      try {
        T message;
        while ((message = receiver.receive()) != null) {
          action.accept(message);
        }
      } catch (ChannelFailedException e) {
        // A producer has failed: all that came before has been handled, and join throws.
      }
      scope.join();
    }
  }

  private static <T> Callable<Void> subtask(Producer<T> producer, BlockingSender<T> sender) {
    return () -> {
      try {
        producer.sendTo(sender);
        sender.close();
      } catch (ChannelClosedException e) {
        // Another producer has failed, or the owner.
      } catch (Throwable e) {
        sender.closeExceptionally(e); // ends the stream, before the scope interrupts the others
        throw e;
      }
      return null;
    };
  }
}

// end structured
