// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static io.github.sluice.channel.examples.DocumentedExamples.document;
import static io.github.sluice.channel.examples.DocumentedExamples.kotlinSource;
import static io.github.sluice.channel.examples.DocumentedExamples.source;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.select.Timers;
import io.github.sluice.channel.sync.BlockingChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/coming-from.md has on its right is compiled here, and does what it should. */
@Timeout(60)
class ComingFromTest {
  private static final Pattern RIGHT_SIDE = Pattern.compile("\\| ([^|]*) \\|$", Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final int n = 3;
  private final int k = 2;
  private final String m = "message";
  private final List<String> list = new ArrayList<>();
  private final Consumer<String> action = list::add;
  private final Consumer<List<String>> batches = list::addAll;
  private final Function<String, CompletableFuture<Boolean>> f =
      message -> CompletableFuture.completedFuture(list.add(message));

  @ParameterizedTest
  @CsvSource({
    "BlockingQueue, 18",
    "tokio, 35",
    "crossbeam, 21",
    "Kotlin, 22",
    "jox, 14",
    ".NET, 15",
    "Reactor, 8"
  })
  void everyCallIsCompiled(String from, int rows) throws IOException {
    String page = document("docs/coming-from.md");
    String sources = source(ComingFromTest.class) + kotlinSource("ComingFromKotlinTest");
    String compiled = between(sources, "// begin from " + from + "\n", "// end from " + from);
    String section = between(page, "## " + from + "\n", "\n## ");
    Matcher row = RIGHT_SIDE.matcher(section);
    int calls = -1; // the head of the table
    while (row.find()) {
      calls++;
      Matcher call = CODE.matcher(row.group(1));
      while (call.find()) {
        assertTrue(compiled.contains(call.group(1)), () -> call.group(1) + " is not compiled");
      }
    }
    assertEquals(rows, calls);
  }

  private static String between(String text, String begin, String end) {
    int from = text.indexOf(begin);
    assertTrue(from >= 0, () -> "no " + begin);
    int to = text.indexOf(end, from + begin.length());
    return text.substring(from, to < 0 ? text.length() : to);
  }

  @Test
  void fromBlockingQueue() throws InterruptedException {
    Queue<String> messages = new ArrayDeque<>(List.of("one", "two"));
    // begin from BlockingQueue
    BlockingChannel<String> channel = BlockingChannel.bounded(n);
    BlockingSender<String> sender = channel.sender();
    BlockingReceiver<String> receiver = channel.receiver();
    sender.send(m);
    assertTrue(sender.trySend(m).isSent());
    assertTrue(sender.trySend(m, Duration.ofSeconds(1)).isSent());
    assertEquals(n, channel.size());
    assertEquals(0, channel.remainingCapacity());
    assertEquals(m, receiver.receive());
    assertEquals(m, receiver.peek());
    assertEquals(m, receiver.tryReceive());
    assertEquals(m, receiver.tryReceive(Duration.ofSeconds(1)));
    assertEquals(2, sender.sendAll(messages));
    assertEquals(k, receiver.drain(list::add, k));
    sender.send("three");
    assertEquals(1, receiver.receiveMany(list, k));
    sender.send(m);
    sender.close();
    String m;
    while ((m = receiver.receive()) != null) {
      list.add(m);
    }
    receiver.cancel();
    BlockingChannel<String> synchronous = BlockingChannel.bounded(0);
    BlockingChannel<String> latest =
        BlockingChannel.<String>builder(n).overflow(Overflow.DROP_OLDEST).build();
    // end from BlockingQueue
    assertEquals(0, synchronous.capacity());
    assertEquals(n, latest.capacity());
    assertEquals(List.of("one", "two", "three", "message"), list);
  }

  @Test
  void fromTokio() throws InterruptedException {
    Waker waker = () -> {};
    // begin from tokio
    AsyncChannel<String> channel = AsyncChannel.bounded(n);
    AsyncSender<String> sender = channel.sender();
    AsyncReceiver<String> receiver = channel.receiver();
    AsyncSender<String> other = sender.copy();
    assertEquals(2, sender.senderCount());
    assertTrue(sender.sameChannel(other));
    assertTrue(sender.send(m).isDone());
    assertEquals(SendResult.SENT, sender.trySend(m));
    assertEquals(SendResult.SENT, sender.trySend(m, Duration.ofSeconds(1)).join());
    assertEquals(0, sender.remainingCapacity());
    assertEquals(n, sender.capacity());
    assertEquals(m, receiver.receive().join());
    assertEquals(k, receiver.receiveMany(list, k).join());
    sender.blocking().send(m);
    assertEquals(m, receiver.blocking().receive());
    assertNull(receiver.poll(waker));
    CompletableFuture<Permit<String>> one = sender.reserve();
    CompletableFuture<Permit<String>> two = sender.reserve(k);
    assertNull(sender.tryReserve());
    one.join().close();
    Permit<String> permit = two.join();
    assertEquals(SendResult.SENT, permit.send(m));
    permit.close();
    SendPoller<String> poller = sender.poller();
    assertTrue(poller.pollReady(waker));
    assertEquals(SendResult.SENT, poller.trySend(m));
    poller.close();
    assertEquals(m, receiver.tryReceive());
    assertEquals(m, receiver.tryReceive());
    WeakSender<AsyncSender<String>> weak = sender.downgrade();
    weak.upgrade().close();
    CompletableFuture<Void> closed = sender.closeFuture();
    sender.send(m);
    assertFalse(receiver.isEmpty());
    assertEquals(1, receiver.size());
    assertTrue(receiver.forEachAsync(k, f).cancel(false));
    sender.send(m);
    assertTrue(receiver.forEachBatch(k, Duration.ofSeconds(1), batches).cancel(false));
    receiver.whenIdle().join();
    Flow.Publisher<String> publisher = receiver.publisher();
    receiver.close();
    assertTrue(sender.isClosed());
    sender.close();
    receiver.cancel();
    // end from tokio
    assertNotNull(publisher);
    assertTrue(closed.isDone());
    assertEquals(List.of(m, m, m, m), list);
  }

  @Test
  void fromCrossbeam() throws InterruptedException {
    // begin from crossbeam
    BlockingChannel<String> rendezvous = BlockingChannel.bounded(0);
    assertFalse(rendezvous.sender().trySend(m).isSent());
    BlockingChannel<String> channel = BlockingChannel.bounded(n);
    BlockingSender<String> sender = channel.sender();
    BlockingReceiver<String> receiver = channel.receiver();
    BlockingSender<String> other = sender.copy();
    assertTrue(sender.sameChannel(other));
    assertTrue(sender.isEmpty());
    sender.send(m);
    assertEquals(SendResult.SENT, sender.trySend(m));
    assertEquals(SendResult.SENT, sender.trySend(m, Duration.ofSeconds(1)));
    assertEquals(SendResult.FULL, sender.trySend(m));
    assertEquals(SendResult.TIMED_OUT, sender.trySend(m, Duration.ofSeconds(0)));
    assertTrue(sender.isFull());
    assertEquals(n, sender.size());
    assertEquals(m, receiver.receive());
    assertEquals(m, receiver.tryReceive());
    assertEquals(m, receiver.tryReceive(Duration.ofSeconds(1)));
    sender.send("four");
    receiver.drain(action, Integer.MAX_VALUE);
    sender.send("five");
    sender.close();
    other.close();
    for (String m : receiver) {
      action.accept(m);
    }
    Duration d = Duration.ofDays(1);
    Selector<Object> selector = Selector.biased();
    selector.add(receiver);
    selector.add(Timers.after(d));
    selector.add(Timers.tick(d));
    selector.add(Timers.never());
    assertTrue(selector.select().isEnd());
    assertNull(selector.trySelect());
    selector.close();
    assertNull(selector.trySelect(Duration.ofSeconds(1)));
    receiver.cancel();
    // end from crossbeam
    assertEquals(List.of("four", "five"), list);
  }

  // begin from jox
  @Test
  void fromJox() throws InterruptedException {
    BlockingChannel<String> rendezvous = BlockingChannel.bounded(0);
    assertFalse(rendezvous.sender().trySend(m).isSent());
    BlockingChannel<String> channel = BlockingChannel.bounded(n);
    BlockingSender<String> sender = channel.sender();
    BlockingReceiver<String> receiver = channel.receiver();
    sender.send(m);
    assertTrue(sender.trySend(m).isSent());
    assertEquals(m, receiver.receive());
    assertEquals(m, receiver.tryReceive());
    Selector<String> selector = Selector.fair();
    selector.add(receiver);
    sender.send("two");
    assertEquals("two", selector.select().message());
    selector.close();
    sender.send("three");
    sender.close();
    assertEquals(List.of("three"), receiver.stream().toList());
  }

  @Test
  void fromJoxWithAnError() throws InterruptedException {
    Exception cause = new Exception();
    BlockingChannel<String> channel = BlockingChannel.bounded(n);
    BlockingSender<String> sender = channel.sender();
    BlockingReceiver<String> receiver = channel.receiver();
    sender.send("four");
    sender.closeExceptionally(cause);
    assertTrue(sender.isClosed());
    assertThrows(ChannelFailedException.class, () -> receiver.forEach(action));
    assertTrue(receiver.isTerminated());
    // end from jox
    assertEquals(List.of("four"), list);
  }

  @Test
  void fromDotNet() throws InterruptedException {
    Exception cause = new Exception();
    Waker waker = () -> {};
    // begin from .NET
    AsyncChannel<String> dropOldest =
        AsyncChannel.<String>builder(n).overflow(Overflow.DROP_OLDEST).build();
    AsyncChannel.Builder<String> builder = AsyncChannel.builder(n);
    builder.overflow(Overflow.DROP_NEWEST);
    builder.onUndelivered(action);
    assertEquals(dropOldest.capacity(), builder.build().capacity());
    AsyncChannel<String> channel = AsyncChannel.bounded(n);
    AsyncSender<String> sender = channel.sender();
    AsyncReceiver<String> receiver = channel.receiver();
    CompletableFuture<Void> completion = receiver.terminationFuture();
    assertTrue(sender.send(m).isDone());
    assertTrue(sender.trySend(m).isSent());
    sender.reserve().join().send(m);
    assertEquals(n, receiver.size());
    assertTrue(receiver.whenReady().join());
    assertTrue(receiver.pollReady(waker));
    assertTrue(receiver.blocking().awaitReady());
    assertEquals(m, receiver.peek());
    assertEquals(m, receiver.receive().join());
    assertEquals(m, receiver.tryReceive());
    CompletableFuture<Void> all = receiver.forEach(action);
    sender.closeExceptionally(cause);
    sender.close();
    // end from .NET
    assertTrue(all.isCompletedExceptionally());
    assertTrue(completion.isCompletedExceptionally());
    assertEquals(List.of(m), list);
  }

  @Test
  void fromReactor() {
    Exception cause = new Exception();
    // begin from Reactor
    AsyncChannel<String> channel = AsyncChannel.bounded(n);
    AsyncSender<String> sender = channel.sender();
    AsyncReceiver<String> receiver = channel.receiver();
    assertEquals(SendResult.SENT, sender.trySend(m));
    assertTrue(receiver.forEach(action).cancel(false));
    sender.trySend("two");
    assertTrue(receiver.forEachAsync(f).cancel(false));
    sender.trySend("three");
    assertTrue(receiver.forEachAsync(n, f).cancel(false));
    sender.trySend("four");
    assertTrue(receiver.forEachBatch(k, Duration.ofSeconds(1), batches).cancel(false));
    receiver.whenIdle().join();
    Flow.Publisher<String> publisher = receiver.publisher();
    sender.closeExceptionally(cause);
    sender.close();
    // end from Reactor
    assertNotNull(publisher);
    assertEquals(List.of(m, "two", "three", "four"), list);
    assertEquals(cause, receiver.failure());
  }
}
