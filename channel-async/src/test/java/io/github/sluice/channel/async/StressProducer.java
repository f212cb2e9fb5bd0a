// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.tck.Ledger;
import io.github.sluice.channel.tck.StressMessage;
import io.github.sluice.channel.tck.StressPlan;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A producer of the stress test, with some sends pending at a time, and its part of the books. */
final class StressProducer {
  /** More than the watchdog's time, which reports more. */
  static final long SECONDS = 2 * Watchdog.SECONDS;

  private static final int WINDOW = 32;

  private final StressPlan plan;
  private final Ledger ledger;
  private final int number;
  private final Random random;
  private final Deque<Pending> window = new ArrayDeque<>();
  private AsyncSender<StressMessage> sender;
  private int refusals;

  StressProducer(StressPlan plan, Ledger ledger, int number, AsyncSender<StressMessage> sender) {
    this.plan = plan;
    this.ledger = ledger;
    this.number = number;
    this.sender = sender;
    random = plan.random(number);
  }

  /** A send that may be pending. */
  private record Pending(StressMessage message, CompletableFuture<?> future) {}

  void run() throws Exception {
    for (int i = 0; i < plan.messages() && refusals < 3; i++) {
      StressMessage message = ledger.next(number);
      switch (random.nextInt(20)) {
        case 0:
          record(message, sender.trySend(message));
          break;
        case 1:
          settleAll();
          record(message, sendWithWaker(message));
          break;
        case 2:
          exchangeHandle();
          send(message);
          break;
        case 3:
          settleAll();
          send(message);
          break;
        case 4:
        case 5:
          sendWithPermit(message);
          break;
        case 6:
          reserveAndSend(message);
          break;
        default:
          send(message);
      }
    }
    if (random.nextBoolean()) {
      sender.close(); // what is pending goes on
    }
    settleAll();
    sender.close();
  }

  private void record(StressMessage message, SendResult result) {
    if (result == SendResult.SENT) {
      ledger.sent(message);
    } else {
      ledger.notSent(message);
    }
    refusals += result == SendResult.CLOSED ? 1 : 0;
  }

  private void send(StressMessage message) throws Exception {
    if (window.size() == WINDOW) {
      settle(window.removeFirst());
    }
    CompletableFuture<?> future =
        random.nextInt(4) == 0
            ? sender.trySend(message, Duration.ofNanos(random.nextInt(200_000)))
            : sender.send(message);
    if (plan.withdrawals() && random.nextInt(8) == 0) {
      future.orTimeout(random.nextInt(50), TimeUnit.MICROSECONDS);
    }
    if (plan.callbacksThrow()) {
      future.whenComplete((done, failure) -> plan.endOfCallback());
    }
    window.addLast(new Pending(message, future));
    if (plan.withdrawals() && random.nextInt(8) == 0) {
      Pending last = window.removeLast();
      last.future.cancel(true);
      settle(last);
    }
  }

  private void settleAll() throws Exception {
    while (!window.isEmpty()) {
      settle(window.removeFirst());
    }
  }

  private void settle(Pending send) throws Exception {
    if (send.future.isCancelled()) {
      ledger.notSent(send.message);
      return;
    }
    try {
      Object result = send.future.get(SECONDS, TimeUnit.SECONDS);
      record(send.message, result instanceof SendResult timed ? timed : SendResult.SENT);
    } catch (ExecutionException e) {
      ledger.notSent(send.message);
      if (e.getCause() instanceof ChannelClosedException closed) {
        assertSame(send.message, closed.undelivered());
        refusals++;
      } else {
        assertEquals(TimeoutException.class, e.getCause().getClass());
      }
    }
  }

  /** Uses one of two. */
  private void sendWithPermit(StressMessage message) throws Exception {
    Permit<StressMessage> permit;
    try {
      permit = sender.tryReserve(Math.min(2, sender.capacity()));
    } catch (ChannelClosedException e) {
      record(message, SendResult.CLOSED);
      return;
    }
    if (permit == null) {
      record(message, SendResult.FULL);
      return;
    }
    settleAll(); // of which nothing waits, or there would be no permit; it is not to be overtaken
    sendWith(permit, message);
  }

  private void sendWith(Permit<StressMessage> permit, StressMessage message) {
    try (permit) {
      record(message, permit.send(message));
    }
  }

  /** Waits for two, and uses one, unless it gives up before. */
  private void reserveAndSend(StressMessage message) throws Exception {
    settleAll(); // or it might overtake them
    CompletableFuture<Permit<StressMessage>> request =
        sender.reserve(Math.min(2, sender.capacity()));
    if (plan.withdrawals() && random.nextInt(4) == 0 && request.cancel(true)) {
      ledger.notSent(message);
      return;
    }
    try {
      sendWith(request.get(SECONDS, TimeUnit.SECONDS), message);
    } catch (ExecutionException e) {
      assertEquals(ChannelClosedException.class, e.getCause().getClass());
      record(message, SendResult.CLOSED);
    }
  }

  private void exchangeHandle() {
    AsyncSender<StressMessage> old = sender;
    try {
      sender = old.copy();
      if (random.nextBoolean()) {
        SendPoller<StressMessage> poller = old.poller();
        poller.pollReady(() -> {}); // a permit, or a wait for one, that is never used
        old.close();
        poller.close();
      }
      old.close();
    } catch (ChannelClosedException e) {
      refusals++;
    }
  }

  /** Sends as a task that is woken when it is granted a permit. */
  private SendResult sendWithWaker(StressMessage message) throws InterruptedException {
    Semaphore woken = new Semaphore(0);
    Waker waker =
        () -> {
          woken.release();
          plan.endOfCallback();
        };
    SendPoller<StressMessage> poller = sender.poller();
    SendResult result = poller.trySend(message);
    while (result == SendResult.FULL) {
      while (!poller.pollReady(waker)) {
        assertTrue(woken.tryAcquire(SECONDS, TimeUnit.SECONDS), "no wake");
      }
      result = poller.trySend(message);
      assertTrue(result != SendResult.FULL, "FULL after pollReady was true");
    }
    return result;
  }
}
