// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** A channel between others' streams. */
class ReactorTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<Integer> NUMBERS =
      IntStream.range(0, 10_000).boxed().collect(Collectors.toList());

  @Test
  void reactorReceivesThroughAPublisher() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(16);
    AsyncSender<Integer> sender = channel.sender();
    CompletableFuture<Void> sent =
        CompletableFuture.runAsync(
            () -> {
              NUMBERS.forEach(number -> sender.send(number).join());
              sender.close();
            });
    List<Integer> received =
        JdkFlowAdapter.flowPublisherToFlux(channel.receiver().publisher())
            .publishOn(Schedulers.parallel(), 8)
            .collectList()
            .block(MINUTE);
    assertEquals(NUMBERS, received);
    Watchdog.get("the end of the sends", channel, sent);
  }

  @Test
  void reactorStopsEarlyAndTheRestIsStillThere() {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(16);
    AsyncSender<Integer> sender = channel.sender();
    for (int number = 0; number < 16; number++) {
      sender.trySend(number);
    }
    List<Integer> first =
        JdkFlowAdapter.flowPublisherToFlux(channel.receiver().publisher())
            .limitRate(1)
            .take(3)
            .collectList()
            .block(MINUTE);
    assertEquals(List.of(0, 1, 2), first);
    assertTrue(channel.receiver().isClosed());
    assertEquals(3, channel.receiver().tryReceive());
  }

  @Test
  void reactorSendsThroughASubscriber() throws InterruptedException {
    AsyncChannel<Integer> channel = AsyncChannel.bounded(16);
    JdkFlowAdapter.publisherToFlowPublisher(
            Flux.fromIterable(NUMBERS).subscribeOn(Schedulers.parallel()))
        .subscribe(channel.sender().subscriber());
    List<Integer> received = channel.receiver().blocking().stream().collect(Collectors.toList());
    assertEquals(NUMBERS, received);
  }
}
