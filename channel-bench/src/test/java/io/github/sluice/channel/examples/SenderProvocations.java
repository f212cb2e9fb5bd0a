// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static io.github.sluice.channel.examples.ErrorPage.NAME;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Creating channels, sending and reserving: as {@code docs/errors.md} has it. */
final class SenderProvocations extends Provocations {
  @Override
  void provoke() throws Exception {
    section("Creating a channel", this::creating);
    section("Sending", this::sending);
    section("Reserving capacity", this::reserving);
  }

  private void creating() {
    int[] capacities = {-1, Integer.MAX_VALUE, 1 << 30};
    for (int capacity : capacities) {
      throwing(() -> blocking(capacity));
      throwing(() -> AsyncChannel.bounded(capacity));
    }
    throwing(() -> options(0).weigher(message -> 1).build());
    throwing(() -> options(1 << 30).weigher(message -> 1).build());
    throwing(() -> options(0).overflow(Overflow.DROP_OLDEST).build());
    throwing(() -> options(9).overflow(Overflow.DROP_OLDEST).weigher(message -> 1).build());
    throwing(() -> AsyncChannel.builder(1).maxPendingSends(-1));
    throwing(() -> AsyncChannel.builder(1).name(NAME).maxPendingSends(-1));
  }

  // ---- sending

  private void sending() throws Exception {
    closed(Receiver::close, sender -> {});
    closed(Receiver::cancel, sender -> {});
    IOException cause = new IOException("a test's");
    closed(receiver -> receiver.closeExceptionally(cause), sender -> {});
    closed(
        receiver -> {
          receiver.closeExceptionally(cause);
          receiver.cancel();
        },
        sender -> {});
    closed(receiver -> {}, sender -> sender.closeExceptionally(new IOException("a test's")));
    BlockingChannel<Object> ended = blocking(1);
    BlockingSender<Object> last = ended.sender();
    last.close();
    throwing(ended::sender);
    throwing(() -> last.send(MESSAGE));
    closedHandles();
    inTheActionOfTheReceiver();
    BlockingChannel<Object> weighing = options(5).weigher(message -> 0).build();
    throwing(() -> weighing.sender().trySend(MESSAGE));
    AsyncSender<Object> limited =
        AsyncChannel.builder(1).name(NAME).maxPendingSends(0).build().sender();
    limited.trySend(MESSAGE);
    failing(limited.send(MESSAGE));
    failing(limited.reserve());
    BlockingSender<Object> waiting = blocking(0).sender();
    interrupted(() -> waiting.send(MESSAGE));
    interrupted(() -> async(0).sender().blocking().send(MESSAGE));
  }

  private void closed(Consumer<Receiver<?>> receiverSide, Consumer<Sender<?>> senderSide) {
    BlockingChannel<Object> channel = blocking(1);
    BlockingSender<Object> sender = channel.sender();
    receiverSide.accept(channel.receiver());
    senderSide.accept(sender);
    throwing(() -> sender.send(MESSAGE));
    Queue<Object> queue = new ArrayDeque<>(List.of(MESSAGE));
    throwing(() -> sender.sendAll(queue));
    throwing(sender::reserve);
    throwing(sender::tryReserve);
    throwing(sender::copy);
    throwing(channel::sender);
    sender.close();
    throwing(() -> sender.send(MESSAGE));
    AsyncChannel<Object> async = async(1);
    AsyncSender<Object> asyncSender = async.sender();
    asyncSender.trySend(MESSAGE);
    CompletableFuture<?> send = asyncSender.send(MESSAGE);
    CompletableFuture<?> reserve = asyncSender.reserve();
    receiverSide.accept(async.receiver());
    senderSide.accept(asyncSender);
    failing(send);
    failing(reserve);
    failing(asyncSender.send(MESSAGE));
    failing(asyncSender.trySend(MESSAGE, Duration.ofMinutes(1)));
    throwing(() -> asyncSender.blocking().send(MESSAGE));
  }

  private void closedHandles() {
    BlockingChannel<Object> channel = blocking(1);
    channel.sender(); // keeps it open
    BlockingSender<Object> sender = channel.sender();
    sender.close();
    throwing(() -> sender.send(MESSAGE));
    throwing(sender::copy);
    throwing(() -> sender.closeExceptionally(new IOException("a test's")));
    AsyncChannel<Object> async = async(1);
    async.sender(); // keeps it open
    AsyncSender<Object> asyncSender = async.sender();
    asyncSender.close();
    failing(asyncSender.send(MESSAGE));
    failing(asyncSender.reserve());
    throwing(asyncSender::copy);
    throwing(() -> asyncSender.blocking().send(MESSAGE));
  }

  private void inTheActionOfTheReceiver() {
    BlockingChannel<Object> channel = blocking(1);
    BlockingSender<Object> sender = channel.sender();
    sender.trySend(MESSAGE);
    channel
        .receiver()
        .drain(
            message -> {
              sender.trySend(MESSAGE);
              throwing(() -> sender.send(MESSAGE));
              throwing(sender::reserve);
            },
            1);
  }

  // ---- reserving

  private void reserving() throws Exception {
    BlockingChannel<Object> channel = blocking(2);
    BlockingSender<Object> sender = channel.sender();
    throwing(() -> sender.reserve(3));
    throwing(() -> async(2).sender().reserve(-1));
    List<AsyncChannel.Builder<Object>> unreservable =
        List.of(
            AsyncChannel.builder(0),
            AsyncChannel.builder(1).weigher(message -> 1),
            AsyncChannel.builder(1).overflow(Overflow.DROP_NEWEST),
            AsyncChannel.builder(1).overflow(Overflow.DROP_OLDEST));
    for (AsyncChannel.Builder<Object> options : unreservable) {
      AsyncSender<Object> without = options.name(NAME).build().sender();
      throwing(without::tryReserve);
      throwing(without::poller);
    }
    Permit<Object> permit = sender.reserve();
    permit.send(MESSAGE);
    throwing(() -> permit.send(MESSAGE));
    interrupted(() -> sender.reserve(2));
  }
}
