// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recipes about what a channel holds, and what its messages carry. */
@Timeout(60)
class CookbookCapacityTest {
  @Test
  void aDisplayShowsTheLatestPrice() throws InterruptedException {
    LatestPrices prices = new LatestPrices();
    for (double price = 100; price < 110; price++) {
      prices.update(price);
    }
    assertEquals(109.0, prices.next());
    assertEquals(9, prices.skipped());
    prices.update(110);
    prices.end();
    assertEquals(110.0, prices.next());
    assertNull(prices.next());
  }

  @Test
  void anUploadHoldsAMiBAtMost() throws Exception {
    Upload upload = new Upload();
    ByteArrayOutputStream store = new ByteArrayOutputStream();
    for (int i = 0; i < 8; i++) {
      upload.add(new byte[128 * 1024]);
    }
    Thread more =
        new Thread(
            () -> {
              try {
                upload.add(new byte[1]);
                upload.add(new byte[3 << 20]);
                upload.end();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    more.start();
    upload.writeTo(store);
    more.join();
    assertEquals((1 << 20) + 1 + (3 << 20), store.size());
  }

  @Test
  void theContextPassesWithTheMessage() {
    ContextKey<String> tenant = ContextKey.named("tenant");
    AsyncChannel<Traced<String>> orders = AsyncChannel.bounded(4);
    AsyncSender<Traced<String>> sender = orders.sender();
    Runnable send = () -> sender.trySend(Traced.current("one"));
    Context.current().with(tenant, "acme").wrap(send).run();
    sender.trySend(Traced.current("two"));
    sender.close();
    List<String> handled = new ArrayList<>();
    orders
        .receiver()
        .forEach(
            Traced.inContext(order -> handled.add(order + " " + Context.current().get(tenant))))
        .join();
    assertEquals(List.of("one acme", "two null"), handled);
    assertNull(Context.current().get(tenant));
  }

  private final BlockingChannel<Client.Request<Integer, Integer>> requests =
      BlockingChannel.<Client.Request<Integer, Integer>>builder(100)
          .onUndelivered(request -> request.reply().close())
          .build();

  @Test
  void aClientThatDoesNotReadHoldsUpOnlyItself() throws InterruptedException {
    Client<Integer, Integer> slow = new Client<>(requests.sender());
    Client<Integer, Integer> fast = new Client<>(requests.sender());
    Thread worker = new Thread(() -> Client.answer(requests.receiver(), question -> 2 * question));
    worker.start();
    for (int i = 0; i < 16; i++) {
      slow.ask(i);
    }
    for (int i = 0; i < 1000; i++) {
      fast.ask(i);
      assertEquals(2 * i, fast.answers().receive());
    }
    fast.finish();
    slow.finish();
    worker.join();
    assertNull(fast.answers().receive());
    for (int i = 0; i < 16; i++) {
      assertEquals(2 * i, slow.answers().receive());
    }
    assertNull(slow.answers().receive());
  }

  @Test
  void whatTheWorkerDropsGivesTheCapacityForItsAnswerBack() throws InterruptedException {
    Client<Integer, Integer> client = new Client<>(requests.sender());
    client.ask(1);
    assertEquals(15, client.answers().remainingCapacity());
    requests.receiver().cancel();
    assertThrows(ChannelClosedException.class, () -> client.ask(2));
    assertEquals(16, client.answers().remainingCapacity());
    client.finish();
    assertNull(client.answers().receive());
  }
}
