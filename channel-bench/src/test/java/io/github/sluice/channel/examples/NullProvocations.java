// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.select.Selection;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.select.Timers;
import io.github.sluice.channel.sync.BlockingChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.function.Executable;

/** Gives null for every argument that must not be null. */
@SuppressWarnings("NullAway") // which is the error
final class NullProvocations {
  private static final Duration TIME = Duration.ofMinutes(1);

  private final Set<String> named = new TreeSet<>();

  private NullProvocations() {}

  /** Returns the texts of the exceptions. */
  static Set<String> all() throws Exception {
    NullProvocations provocations = new NullProvocations();
    provocations.builders();
    provocations.senders();
    provocations.receivers();
    provocations.asyncReceivers();
    provocations.selectors();
    return provocations.named;
  }

  private void throwing(Executable operation) {
    named.add(String.valueOf(assertThrows(NullPointerException.class, operation).getMessage()));
  }

  private void builders() {
    BlockingChannel.Builder<String> options = BlockingChannel.builder(1);
    throwing(() -> options.name(null));
    throwing(() -> options.onUndelivered(null));
    throwing(() -> options.overflow(null));
    throwing(() -> options.waitStrategy(null));
    throwing(() -> options.weigher(null));
    throwing(() -> AsyncChannel.bounded(1, null));
    throwing(() -> AsyncChannel.builder(1).scheduler(null));
  }

  private void senders() throws Exception {
    BlockingSender<String> sender = BlockingChannel.<String>bounded(2).sender();
    throwing(() -> sender.send(null));
    throwing(() -> sender.trySend(null));
    throwing(() -> sender.trySend("one", null));
    throwing(() -> sender.trySend(null, TIME));
    throwing(() -> sender.sendAll(null));
    throwing(() -> sender.trySendAll(null, TIME));
    throwing(() -> sender.trySendAll(new ArrayDeque<>(), null));
    throwing(() -> sender.tryReserve(1, null));
    throwing(() -> sender.closeExceptionally(null));
    throwing(() -> sender.sameChannel(null));
    Permit<String> permit = sender.reserve();
    throwing(() -> permit.send(null));
    AsyncSender<String> async = AsyncChannel.<String>bounded(1).sender();
    throwing(() -> async.send(null));
    throwing(() -> async.trySend("one", null));
    throwing(() -> async.trySend(null, TIME));
    throwing(() -> async.subscriber(null));
    Flow.Subscriber<String> subscriber = async.subscriber();
    throwing(() -> subscriber.onSubscribe(null));
    throwing(() -> subscriber.onNext(null));
    throwing(() -> subscriber.onError(null));
    SendPoller<String> poller = async.poller();
    throwing(() -> poller.pollReady(null));
    throwing(() -> poller.trySend(null));
  }

  private void receivers() {
    BlockingReceiver<String> receiver = BlockingChannel.<String>bounded(1).receiver();
    List<String> list = new ArrayList<>();
    throwing(() -> receiver.tryReceive(null));
    throwing(() -> receiver.awaitReady(null));
    throwing(() -> receiver.drain(null, 1));
    throwing(() -> receiver.receiveMany(null, 1));
    throwing(() -> receiver.tryReceiveMany(null, 1, TIME));
    throwing(() -> receiver.tryReceiveMany(list, 1, null));
    throwing(() -> receiver.receiveMany(list, 1, null));
    throwing(() -> receiver.forEach(null));
    throwing(() -> receiver.stream().spliterator().tryAdvance(null));
    throwing(() -> receiver.forEachBatch(1, TIME, null));
    throwing(() -> receiver.forEachBatch(1, null, batch -> {}));
  }

  private void asyncReceivers() {
    AsyncReceiver<String> receiver = AsyncChannel.<String>bounded(1).receiver();
    List<String> list = new ArrayList<>();
    throwing(() -> receiver.receiveMany(null, 1));
    throwing(() -> receiver.receiveMany(list, 1, null));
    throwing(() -> receiver.forEach(null));
    throwing(() -> receiver.forEachAsync(null));
    throwing(() -> receiver.forEachBatch(1, TIME, null));
    throwing(() -> receiver.forEachBatch(1, null, batch -> {}));
    throwing(() -> receiver.publisher(null));
    throwing(() -> receiver.publisher().subscribe(null));
    throwing(() -> receiver.poll(null));
    throwing(() -> receiver.pollReady(null));
    throwing(() -> receiver.pollMany(null, 1, () -> {}));
    throwing(() -> receiver.pollMany(list, 1, null));
    CompletableFuture<String> receive = receiver.receive();
    throwing(() -> receive.completeExceptionally(null));
    throwing(() -> receive.completeAsync(null));
    throwing(() -> receive.completeAsync(() -> "one", null));
  }

  private void selectors() {
    Selector<String> selector = Selector.fair();
    throwing(() -> selector.add(null));
    throwing(() -> selector.remove(null));
    throwing(() -> selector.trySelect(null));
    throwing(() -> selector.poll(null));
    throwing(() -> new Selection<String>(null, "one", null));
    throwing(() -> Timers.after(null));
    throwing(() -> Timers.at(null));
    throwing(() -> Timers.tick(null));
  }
}
