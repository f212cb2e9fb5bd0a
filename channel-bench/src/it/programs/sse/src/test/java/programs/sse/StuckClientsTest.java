// SPDX-License-Identifier: Apache-2.0
package programs.sse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.async.AsyncChannel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Some clients stop reading, some are killed, and the others must get every tick. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StuckClientsTest {
  private static final int GROUP = TickBroadcaster.CAPACITY; // what a channel holds
  private static final int PAYLOAD = 4096;

  private final ConfigurableApplicationContext server =
      SpringApplication.run(TickServer.class, "--server.port=0", "--server.address=127.0.0.1");
  private final TickBroadcaster broadcaster = server.getBean(TickBroadcaster.class);
  private final Map<String, AsyncChannel<Tick>> channels = new HashMap<>();
  private long published;

  @Test
  void clientsThatAreStuckOrKilledHoldUpNobody() throws Exception {
    try (server) {
      List<SseSocket> fast = connect(180, "fast");
      List<SseSocket> stuck = connect(20, "stuck");
      List<SseSocket> killed = connect(5, "killed");
      List<SseSocket> killedStuck = connect(5, "killed-stuck");
      broadcaster.clients().keySet().forEach(channel -> channels.put(channel.name(), channel));

      publish(25, concat(fast, killed)); // the others read nothing, until their sockets are full
      for (SseSocket client : concat(stuck, killedStuck)) {
        assertTrue(dropped(client) > 0, client.name);
      }
      kill(concat(killed, killedStuck));
      publish(1, fast);
      assertEquals(200, broadcaster.clients().size());

      long before = heapInUse();
      publish(100, fast);
      long growth = heapInUse() - before;
      long bound = 20L * TickBroadcaster.CAPACITY * PAYLOAD; // what the channels hold
      assertTrue(growth <= bound, "the heap has grown by " + growth);
      for (SseSocket client : fast) {
        assertEquals(0, dropped(client), client.name);
      }

      long missed = 0;
      for (SseSocket client : stuck) {
        long missing = readToNewest(client);
        assertEquals(dropped(client), missing, client.name);
        missed += missing;
      }
      publish(1, concat(fast, stuck)); // now they get everything, too
      server.close();
      for (SseSocket client : concat(fast, stuck)) {
        assertNull(client.read(), client.name);
      }
      System.out.printf(
          "sse: 20 of 210 clients stopped reading, 10 were killed and removed; 180 got %d ticks"
              + " each, in order; the 20 missed %d, as many as their channels dropped;"
              + " the heap grew by %d KiB (bound: %d)%n",
          published, missed, growth / 1024, bound / 1024);
    }
  }

  private List<SseSocket> connect(int count, String kind) throws IOException {
    int port = server.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    List<SseSocket> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      clients.add(new SseSocket(kind + "-" + i, port));
    }
    return clients;
  }

  /** Publishes groups of ticks; the next one when all readers have got the one before. */
  private void publish(int groups, List<SseSocket> readers) throws IOException {
    for (long end = published + (long) groups * GROUP; published < end; published += GROUP) {
      List<Tick> group =
          Stream.iterate(published, n -> n + 1).limit(GROUP).map(this::tick).toList();
      group.forEach(broadcaster::publish);
      for (SseSocket reader : readers) {
        for (Tick tick : group) {
          try {
            assertEquals(tick, reader.read(), reader.name);
          } catch (SocketTimeoutException e) {
            throw new AssertionError(reader.name + " " + channels.get(reader.name).stats(), e);
          }
        }
      }
    }
  }

  private void kill(List<SseSocket> clients) throws Exception {
    for (SseSocket client : clients) {
      client.reset();
    }
    for (SseSocket client : clients) { // the server sees it, and the sender sees that
      AsyncChannel<Tick> channel = channels.get(client.name);
      broadcaster.clients().get(channel).closeFuture().get(1, TimeUnit.MINUTES);
    }
  }

  /** Reads until the newest tick has come; returns how many are missing before it. */
  private long readToNewest(SseSocket client) throws IOException {
    long missing = 0;
    for (long next = 0; next < published; next++) {
      Tick tick = client.read();
      assertTrue(tick.number() >= next, client.name + " got " + tick.number() + " after " + next);
      assertEquals(tick(tick.number()), tick);
      missing += tick.number() - next;
      next = tick.number();
    }
    return missing;
  }

  private long dropped(SseSocket client) {
    return channels.get(client.name).stats().undelivered();
  }

  private Tick tick(long number) {
    return new Tick(number, (number + ".").repeat(PAYLOAD).substring(0, PAYLOAD));
  }

  private static long heapInUse() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static <T> List<T> concat(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
