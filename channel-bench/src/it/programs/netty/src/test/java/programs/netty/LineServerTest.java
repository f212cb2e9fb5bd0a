// SPDX-License-Identifier: Apache-2.0
package programs.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.async.AsyncChannel;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

/** Holds the worker until reading has stopped, resets connections, and counts what arrives. */
@Timeout(3 * LineServerTest.LIMIT)
class LineServerTest {
  private static final int CAPACITY = 256;
  private static final int SHARE = Connection.MAX_UNANSWERED;
  static final long LIMIT = 120; // seconds, for every wait
  private static final BlockingQueue<Throwable> BLOCKING_CALLS = new LinkedBlockingQueue<>();

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Client> clients = new ArrayList<>();
  private final CompletableFuture<String> release = new CompletableFuture<>();
  private final Predicate<Channel> reads = channel -> channel.config().isAutoRead();
  private LineServer server;

  static {
    BlockHound.install(
        builder ->
            builder
                // Waits for a step of another thread, as the Javadoc of AsyncReceiver says.
                .allowBlockingCallsInside(
                    "io.github.sluice.channel.internal.base.SpinWait", "pause")
                .blockingMethodCallback(LineServerTest::record));
  }

  /** Called in an event loop; a hint to the processor or the scheduler does not block it. */
  private static void record(BlockingMethod call) {
    if (!call.getName().equals("onSpinWait") && !call.getName().equals("yield")) {
      BLOCKING_CALLS.add(new Throwable(call.toString()));
    }
  }

  @AfterEach
  void endClients() {
    release.complete("done: ");
    threads.shutdownNow();
  }

  @Test
  void aBlockingSendInAnEventLoopIsRecorded() throws Exception {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    AsyncChannel<String> channel = AsyncChannel.bounded(1);
    AsyncSender<String> sender = channel.sender();
    sender.trySend("fills the channel");
    Future<?> send =
        loop.submit(
            () -> {
              sender.blocking().send("waits");
              return null;
            });
    assertNotNull(BLOCKING_CALLS.poll(LIMIT, TimeUnit.SECONDS), "not recorded");
    channel.receiver().tryReceive();
    send.get(LIMIT, TimeUnit.SECONDS);
    loop.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
  }

  @Test
  void allRepliesComeInOrderAndNothingIsLostWithoutAWord() throws Exception {
    BLOCKING_CALLS.clear();
    server = new LineServer(0, CAPACITY, line -> release.join() + line);
    List<Client> first = connect(5, 0);
    await("5 shares", () -> accepted() == 5 * SHARE && none(reads));
    List<Client> deaf = connect(5, 0);
    connect(5, Client.REQUESTS / 4); // and then they reset
    connect(30, Client.REQUESTS);
    await("a full channel", () -> accepted() == CAPACITY + 1); // 1: the worker's
    List<Client> last = connect(5, 0);
    await("backpressure", () -> server.connections.size() == 50 && none(reads));
    assertEquals(CAPACITY + 1, accepted());
    int written = clients.stream().mapToInt(client -> client.written).max().getAsInt();
    assertTrue(written < Client.REQUESTS, "the sockets have taken everything");

    for (Client client : first) {
      client.reset(); // its requests are in the channel
    }
    List<SocketAddress> idle = last.stream().map(Client::address).toList();
    server.connections.close(c -> idle.contains(c.remoteAddress())).sync(); // their pollers wait
    release.complete("done: ");
    for (Client client : clients) {
      client.check.get(LIMIT, TimeUnit.SECONDS);
    }
    await("only deaf clients", () -> server.connections.size() == 5);
    await("backpressure of the deaf", () -> none(Channel::isWritable) && none(reads));
    for (Client client : deaf) {
      client.reset(); // its replies are in its channel
    }
    await("the end of all connections", () -> server.connections.isEmpty());
    server.stop();

    long replied = server.replied.sum();
    long undelivered = server.undelivered.sum();
    System.out.printf(
        "netty: worker held: 50 connections stopped reading, 257 requests accepted, at most %d of"
            + " 2000 written; 15 connections reset, 5 closed; 30 clients got 2000 replies each, in"
            + " order; accepted %d = replied %d + undelivered %d; blocking calls in loops: %d%n",
        written, accepted(), replied, undelivered, BLOCKING_CALLS.size());
    assertEquals(accepted(), replied + undelivered);
    assertTrue(undelivered >= 10 * SHARE, "undelivered: " + undelivered);
    assertNoBlockingCall();
  }

  private List<Client> connect(int count, int reads) throws Exception {
    int port = ((InetSocketAddress) server.listener.localAddress()).getPort();
    for (int i = 0; i < count; i++) {
      clients.add(new Client(port, reads, threads));
    }
    return List.copyOf(clients.subList(clients.size() - count, clients.size()));
  }

  private long accepted() {
    return server.requests.stats().sent();
  }

  private boolean none(Predicate<Channel> condition) {
    return server.connections.stream().noneMatch(condition);
  }

  private static void assertNoBlockingCall() {
    if (!BLOCKING_CALLS.isEmpty()) {
      throw new AssertionError("an event loop was blocked", BLOCKING_CALLS.peek());
    }
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT);
    while (!condition.getAsBoolean()) {
      assertNoBlockingCall();
      assertTrue(System.nanoTime() < deadline, "in vain: " + what);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
