// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.tck.Ledger;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.StressMessage;
import io.github.sluice.channel.tck.StressPlan;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One channel's life in the stress test. */
final class AsyncRound {
  /** What an action stops by. */
  private static final class StopException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final StressPlan plan;
  private final Ledger ledger;
  private final AsyncChannel<StressMessage> channel;
  private WeakSender<AsyncSender<StressMessage>> weak;

  AsyncRound(StressPlan plan, Executor executor) {
    this.plan = plan;
    ledger = new Ledger(plan.producers(), plan.messages());
    channel =
        AsyncChannel.<StressMessage>builder(plan.capacity())
            .executor(executor)
            .onUndelivered(
                message -> {
                  ledger.undelivered(message);
                  plan.endOfCallback();
                })
            .build();
  }

  int run() throws Exception {
    List<Race.Task> tasks = new ArrayList<>();
    for (int i = 0; i < plan.producers(); i++) {
      AsyncSender<StressMessage> sender = channel.sender();
      weak = sender.downgrade();
      StressProducer producer = new StressProducer(plan, ledger, i, sender);
      tasks.add(producer::run);
    }
    tasks.add(this::consume);
    Race.of(this, tasks.toArray(new Race.Task[0])).run(new WakerFixture());
    assertTrue(channel.receiver().isTerminated());
    assertEquals(0, channel.receiver().size());
    StressPlan.requireNothingLeft(channel);
    if (plan.ending() != StressPlan.Ending.CANCEL) {
      assertEquals(0, ledger.undeliveredCount(), "undelivered without cancel");
    }
    return ledger.verify();
  }

  private void consume() throws Exception {
    Random random = plan.random(plan.producers());
    boolean ended = false;
    while (!ended) {
      if (ledger.receivedCount() >= plan.endAfter()) {
        plan.ending().end(channel.receiver(), weak);
      }
      ended = isEndReceived(random);
    }
    for (int i = 0; i < 10; i++) {
      assertTrue(isEndReceived(random), "X4, X12");
    }
  }

  /** Receives, and returns whether it was the end. */
  private boolean isEndReceived(Random random) throws Exception {
    plan.requireWithinBounds(channel.receiver().size());
    boolean terminated = channel.receiver().isTerminated();
    try {
      StressMessage message = receive(random);
      if (message != null) {
        assertFalse(terminated, "X12");
        ledger.received(message);
      }
    } catch (ChannelFailedException e) {
      assertEquals(StressPlan.Ending.FAIL, plan.ending());
      assertTrue(channel.receiver().isTerminated(), "X9");
      return true;
    }
    return terminated;
  }

  /** Receives in one of several ways; null if there was nothing or the stream has ended. */
  private StressMessage receive(Random random) throws Exception {
    switch (random.nextInt(11)) {
      case 0:
        return channel.receiver().tryReceive();
      case 1:
        channel.receiver().drain(ledger::received, 5);
        return null;
      case 2:
      case 3:
        return pollUntilWoken();
      case 4:
        return receiveMany(random);
      case 5:
        forEachForAWhile();
        return null;
      default:
        CompletableFuture<StressMessage> receive = channel.receiver().receive();
        if (plan.withdrawals() && random.nextInt(4) == 0 && receive.cancel(true)) {
          return null;
        }
        StressMessage message = Watchdog.get("a receive", channel, receive);
        assertTrue(message != null || channel.receiver().isTerminated(), "X9");
        return message;
    }
  }

  private StressMessage receiveMany(Random random) {
    List<StressMessage> into = new ArrayList<>();
    CompletableFuture<Integer> receive = channel.receiver().receiveMany(into, 5);
    if (!plan.withdrawals() || random.nextBoolean() || !receive.cancel(true)) {
      int taken = Watchdog.get("a receive", channel, receive);
      assertEquals(into.size(), taken);
      assertTrue(taken > 0 || channel.receiver().isTerminated(), "X9");
      into.forEach(ledger::received);
    }
    return null;
  }

  /** Hands messages to an action that stops after some. */
  private void forEachForAWhile() {
    int[] seen = new int[1];
    CompletableFuture<Void> all =
        channel
            .receiver()
            .forEach(
                message -> {
                  ledger.received(message);
                  if (++seen[0] == 7) {
                    throw new StopException();
                  }
                });
    try {
      Watchdog.get("the end of all", channel, all);
      assertTrue(channel.receiver().isTerminated(), "X9");
    } catch (StopException expected) {
      assertEquals(7, seen[0]);
    }
  }

  private StressMessage pollUntilWoken() throws InterruptedException {
    Semaphore woken = new Semaphore(0);
    Waker waker =
        () -> {
          woken.release();
          plan.endOfCallback();
        };
    StressMessage message = channel.receiver().poll(waker);
    while (message == null && !channel.receiver().isTerminated()) {
      assertTrue(woken.tryAcquire(StressProducer.SECONDS, TimeUnit.SECONDS), "no wake");
      message = channel.receiver().poll(waker);
    }
    return message;
  }

  @Override
  public String toString() {
    return plan + " " + channel + " " + ledger;
  }
}
