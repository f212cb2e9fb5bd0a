// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.Watchdog;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P1, OV1: a subscriber and a sender that drops the oldest, with callbacks in several threads. */
@Timeout(120)
class OverflowRacesTest {
  private static final int CAPACITY = 16;

  private final ExecutorService callbacks = Executors.newFixedThreadPool(2);
  private final ExecutorService loop = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    callbacks.shutdownNow();
    loop.shutdownNow();
  }

  /** Requests so much at first, and then as much as has come, in a thread of its own. */
  private static final class Subscriber implements Flow.Subscriber<Integer> {
    private final int batch;
    private final Executor requesting;
    private final AtomicInteger received = new AtomicInteger();
    private Flow.Subscription subscription;
    private int unrequested;

    Subscriber(int batch, Executor requesting) {
      this.batch = batch;
      this.requesting = requesting;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(batch);
    }

    @Override
    public void onNext(Integer message) {
      assertEquals(received.get(), message);
      if (++unrequested == batch) {
        unrequested = 0;
        requesting.execute(() -> subscription.request(batch));
      }
      received.incrementAndGet();
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  @Races
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 16, 100})
  void p1_ov1_aSubscriberThatKeepsUpMissesNothing(int batch) {
    AsyncChannel<Integer> channel =
        AsyncChannel.<Integer>builder(CAPACITY)
            .overflow(Overflow.DROP_OLDEST)
            .executor(callbacks)
            .build();
    AsyncSender<Integer> sender = channel.sender();
    Subscriber subscriber = new Subscriber(batch, loop);
    channel.receiver().publisher().subscribe(subscriber);
    int sent = 0;
    for (int round = 0; round < Race.times(40_000); round++) {
      int end = sent + 1 + round % CAPACITY;
      for (; sent < end; sent++) {
        assertEquals(SendResult.SENT, sender.trySend(sent));
      }
      int all = sent;
      Watchdog.await("all messages", channel, () -> subscriber.received.get() == all);
    }
    assertEquals(0, channel.stats().undelivered());
    sender.close();
  }
}
