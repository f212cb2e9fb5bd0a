// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;

/** A program that goes through all that a flight recording shows, with both channels. */
final class BareJvm {
  private BareJvm() {}

  public static void main(String[] args) throws Exception {
    if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
      throw new IllegalStateException("there is a flight recorder");
    }
    blocking();
    async();
    System.out.println("done");
  }

  private static void blocking() throws Exception {
    List<String> undelivered = new ArrayList<>();
    BlockingChannel<String> channel = BlockingChannel.bounded(1, undelivered::add);
    BlockingSender<String> sender = channel.sender();
    BlockingReceiver<String> receiver = channel.receiver();
    sendAndReceive(sender, receiver);

    Permit<String> permit = sender.reserve();
    Waiting<Permit<String>> reserve = new Waiting<>(sender::reserve);
    permit.close();
    permit = reserve.get();
    receiver.cancel();
    expect(SendResult.CLOSED, permit.send("late")); // the caller keeps it
    expect(List.of(), undelivered);

    BlockingChannel<String> closed = BlockingChannel.bounded(1);
    Waiting<String> end = new Waiting<>(closed.receiver()::receive);
    closed.receiver().close();
    expect(null, end.get());
    BlockingChannel.bounded(1).sender().closeExceptionally(new Exception("for the receiver"));
  }

  private static void async() throws Exception {
    List<String> undelivered = new ArrayList<>();
    AsyncChannel<String> channel =
        AsyncChannel.<String>builder(1).onUndelivered(undelivered::add).build();
    AsyncSender<String> sender = channel.sender();
    AsyncReceiver<String> receiver = channel.receiver();
    sendAndReceive(sender.blocking(), receiver.blocking());

    CompletableFuture<String> received = receiver.receive();
    sender.send("one").join();
    expect("one", received.join());
    sender.send("two").join();
    CompletableFuture<Void> pending = sender.send("three");
    receiver.cancel();
    expect(true, pending.isCompletedExceptionally());
    expect(List.of("two"), undelivered);

    AsyncChannel<String> closed = AsyncChannel.bounded(1);
    CompletableFuture<String> end = closed.receiver().receive();
    closed.sender().close();
    expect(null, end.join());
  }

  /** Both wait once; the channel is empty before and after. */
  private static void sendAndReceive(
      BlockingSender<String> sender, BlockingReceiver<String> receiver) throws Exception {
    sender.send("one");
    Waiting<Void> send =
        new Waiting<>(
            () -> {
              sender.send("two");
              return null;
            });
    expect("one", receiver.receive());
    send.get();
    expect("two", receiver.receive());
    Waiting<String> receive = new Waiting<>(receiver::receive);
    sender.send("three");
    expect("three", receive.get());
  }

  private static void expect(Object expected, Object actual) {
    if (expected == null ? actual != null : !expected.equals(actual)) {
      throw new IllegalStateException(actual + ", and not " + expected);
    }
  }

  /** A call in a thread of its own, which is parked when the constructor returns. */
  private static final class Waiting<R> {
    private final FutureTask<R> task;

    Waiting(Callable<R> call) throws Exception {
      task = new FutureTask<>(call);
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      thread.start();
      while (thread.getState() != Thread.State.WAITING) {
        if (task.isDone()) {
          throw new IllegalStateException("it has not waited, but returned " + get());
        }
        Thread.yield();
      }
    }

    R get() throws Exception {
      return task.get();
    }
  }
}
