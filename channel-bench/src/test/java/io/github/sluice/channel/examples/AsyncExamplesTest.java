// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.PendingSendsExceededException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.async.AsyncChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the Javadoc of what waits without a thread; they do what they say. */
@Timeout(60)
class AsyncExamplesTest {
  private final Printed out = new Printed();
  private final List<String> kept = new ArrayList<>();
  private final Store store = new Store();
  private final AsyncChannel<String> channel = AsyncChannel.bounded(2);
  private final AsyncSender<String> sender = channel.sender();
  private final AsyncReceiver<String> receiver = channel.receiver();

  private void fill(String... messages) {
    for (String message : messages) {
      assertTrue(sender.trySend(message).isSent());
    }
  }

  // ---- channels

  @Test
  void channel() {
    // begin AsyncChannel
    AsyncChannel<String> channel = AsyncChannel.bounded(100);
    AsyncSender<String> sender = channel.sender();
    sender.send("hello").whenComplete((sent, failure) -> sender.close());
    channel.receiver().forEach(out::println).thenRun(() -> out.println("the end"));
    // end AsyncChannel
    assertEquals(List.of("hello", "the end"), out.lines);
  }

  @Test
  void builder() {
    Executor eventLoop = Runnable::run;
    // begin AsyncChannel.Builder
    AsyncChannel<String> orders =
        AsyncChannel.<String>builder(100)
            .name("orders")
            .executor(eventLoop) // where futures are completed and wakers called
            .maxPendingSends(1000) // beside the 100 in the channel
            .onUndelivered(kept::add) // what is in the channel when it is cancelled
            .build();
    // end AsyncChannel.Builder
    assertEquals("orders", orders.name());
  }

  // ---- sending

  @Test
  void futuresThatAreNotAwaited() {
    Iterator<String> source = List.of("one", "two", "three", "four").iterator();
    // begin AsyncSender-wrong
    // Wrong: holds nothing back. What does not fit is pending, and that may be everything.
    while (source.hasNext()) {
      sender.send(source.next());
    }
    // end AsyncSender-wrong
    assertEquals(2, channel.waitingSenders());
  }

  // begin AsyncSender
  // Right: the next message is read when the channel has accepted the one before.
  static void sendAll(Iterator<String> source, AsyncSender<String> sender) {
    while (source.hasNext()) {
      CompletableFuture<Void> sent = sender.send(source.next());
      if (!sent.isDone() || sent.isCompletedExceptionally()) {
        sent.thenRun(() -> sendAll(source, sender)); // when it is accepted, not if it is refused
        return;
      }
    }
    sender.close();
  }

  // end AsyncSender

  @Test
  void futuresThatAreAwaited() {
    Iterator<String> source = List.of("one", "two", "three", "four").iterator();
    sendAll(source, sender);
    assertEquals(1, channel.waitingSenders());
    List<String> received = new ArrayList<>();
    receiver.forEach(received::add).join();
    assertEquals(List.of("one", "two", "three", "four"), received);
  }

  @Test
  void send() {
    // begin AsyncSender.send
    sender
        .send("order")
        .whenComplete(
            (sent, failure) -> {
              if (failure != null) {
                kept.add("order"); // the channel is closed, or there are too many pending sends
              }
            });
    // end AsyncSender.send
    assertEquals(List.of(), kept);
    assertEquals("order", receiver.tryReceive());
  }

  @Test
  void trySendInTime() {
    fill("one", "two");
    Duration timeout = Duration.ofMillis(1);
    // begin AsyncSender.trySend
    CompletableFuture<Boolean> sent =
        sender.trySend("order", timeout).thenApply(SendResult::isSent); // false: out of time
    // end AsyncSender.trySend
    assertFalse(sent.join());
  }

  @Test
  void reserve() {
    // begin AsyncSender.reserve
    sender
        .reserve()
        .thenAccept(
            permit -> {
              try (permit) { // returns it if there is nothing to send
                permit.send("the newest value");
              }
            });
    // end AsyncSender.reserve
    assertEquals("the newest value", receiver.tryReceive());
    assertEquals(0, channel.outstandingPermits());
  }

  @Test
  void reserveMany() {
    fill("one");
    // begin AsyncSender.reserve-many
    CompletableFuture<Permit<String>> both = sender.reserve(2);
    // Not wanted any more: forgotten, it would take its capacity away for good.
    both.cancel(false); // gives the permit up, granted or not
    // end AsyncSender.reserve-many
    receiver.tryReceive();
    assertEquals(0, channel.outstandingPermits());
  }

  /** A task that sends one message. */
  private static final class SendTask {
    private final SendPoller<String> poller;
    private final String message;
    private final List<Runnable> eventLoop;

    SendTask(SendPoller<String> poller, String message, List<Runnable> eventLoop) {
      this.poller = poller;
      this.message = message;
      this.eventLoop = eventLoop;
    }

    private void schedule() {
      eventLoop.add(this::run);
    }

    // begin SendPoller
    // Runs when the task begins, and then whenever its waker has scheduled it.
    void run() {
      if (poller.trySend(message) == SendResult.FULL) {
        if (!poller.pollReady(this::schedule)) {
          return; // and touch nothing: the waker may have run this again by now
        }
        poller.trySend(message); // which is not FULL
      }
      poller.close();
    }

    // end SendPoller
  }

  @Test
  void poller() {
    fill("one", "two");
    List<Runnable> eventLoop = new ArrayList<>();
    new SendTask(sender.poller(), "three", eventLoop).run();
    assertEquals(List.of(), eventLoop);
    receiver.tryReceive();
    assertEquals(1, eventLoop.size());
    eventLoop.get(0).run();
    assertEquals("two", receiver.tryReceive());
    assertEquals("three", receiver.tryReceive());
    assertEquals(0, channel.outstandingPermits());
  }

  @Test
  void pollReady() {
    fill("one", "two");
    Task task = new Task();
    SendPoller<String> poller = sender.poller();
    // begin SendPoller.pollReady
    if (poller.pollReady(task::schedule)) {
      poller.trySend("order"); // with the permit that is reserved
    } // otherwise the waker schedules the task when there is one
    // end SendPoller.pollReady
    assertEquals(0, task.scheduled);
    receiver.tryReceive();
    assertEquals(1, task.scheduled);
    poller.close();
  }

  @Test
  void subscriber() {
    // begin AsyncSender.subscriber
    try (SubmissionPublisher<String> publisher = new SubmissionPublisher<>()) {
      publisher.subscribe(sender.subscriber()); // requests no more than the channel accepts
      publisher.submit("one");
    } // the end of the publisher closes the sender
    // end AsyncSender.subscriber
    List<String> received = new ArrayList<>();
    receiver.forEach(received::add).join();
    assertEquals(List.of("one"), received);
  }

  // ---- receiving

  @Test
  void aReceiver() {
    // begin AsyncReceiver
    CompletableFuture<Void> end =
        receiver.forEach(message -> out.println(message)); // must not block
    end.whenComplete((done, failure) -> out.println(failure == null ? "the end" : failure));
    // end AsyncReceiver
    fill("one");
    sender.close();
    assertEquals(List.of("one", "the end"), out.lines);
  }

  @Test
  void receive() {
    // begin AsyncReceiver.receive
    receiver.receive().thenAccept(message -> out.println(message != null ? message : "the end"));
    // end AsyncReceiver.receive
    fill("one");
    assertEquals(List.of("one"), out.lines);
  }

  @Test
  void receiveMany() {
    // begin AsyncReceiver.receiveMany
    List<String> batch = new ArrayList<>();
    receiver
        .receiveMany(batch, 100) // the batch is the receiver's until the future completes
        .thenAccept(taken -> out.println(taken + " rows"));
    // end AsyncReceiver.receiveMany
    fill("one");
    assertEquals(List.of("1 rows"), out.lines);
    assertEquals(List.of("one"), batch);
  }

  @Test
  void receiveManyInTime() {
    // begin AsyncReceiver.receiveMany-linger
    List<String> batch = new ArrayList<>();
    CompletableFuture<Void> printed =
        receiver
            .receiveMany(batch, 100, Duration.ofMillis(20)) // 100, or what comes within 20 ms
            .thenAccept(taken -> out.println(taken + " rows"));
    // end AsyncReceiver.receiveMany-linger
    fill("one");
    printed.join();
    assertEquals(List.of("1 rows"), out.lines);
    assertEquals(List.of("one"), batch);
  }

  @Test
  void whenReady() {
    // begin AsyncReceiver.whenReady
    receiver
        .whenReady()
        .thenAccept(
            ready -> {
              if (ready) {
                store.append(receiver.peek()); // if this fails, the message is still there
                receiver.tryReceive();
              }
            });
    // end AsyncReceiver.whenReady
    fill("one");
    assertEquals(List.of("one"), store.rows);
    assertEquals(0, receiver.size());
  }

  @Test
  void forEach() {
    // begin AsyncReceiver.forEach
    CompletableFuture<Void> loop = receiver.forEach(out::println);
    // ... and when no more is wanted:
    loop.cancel(false); // before the next message; what is there stays in the channel
    // end AsyncReceiver.forEach
    fill("one");
    assertEquals(List.of(), out.lines);
    assertEquals("one", receiver.tryReceive());
  }

  @Test
  void forEachAsync() {
    // begin AsyncReceiver.forEachAsync
    CompletableFuture<Void> end = receiver.forEachAsync(store::appendAsync); // one at a time
    // end AsyncReceiver.forEachAsync
    fill("one", "two");
    assertEquals(List.of("one"), store.rows);
    store.incomplete.remove(0).complete(null);
    assertEquals(List.of("one", "two"), store.rows);
    sender.close();
    assertFalse(end.isDone());
    store.incomplete.remove(0).complete(null);
    assertNull(end.join());
  }

  @Test
  void forEachAsyncAtATime() {
    // begin AsyncReceiver.forEachAsync-concurrency
    CompletableFuture<Void> end = receiver.forEachAsync(8, store::appendAsync); // 8 at a time
    // end AsyncReceiver.forEachAsync-concurrency
    for (int i = 0; i < 10; i++) {
      fill("message " + i);
    }
    assertEquals(8, store.incomplete.size());
    sender.close();
    while (!store.incomplete.isEmpty()) {
      store.incomplete.remove(0).complete(null);
    }
    assertNull(end.join());
    assertEquals(10, store.rows.size());
  }

  @Test
  void forEachBatch() {
    // begin AsyncReceiver.forEachBatch
    CompletableFuture<Void> end =
        receiver.forEachBatch(100, Duration.ofMillis(20), rows -> out.println(rows.size()));
    // end AsyncReceiver.forEachBatch
    fill("one");
    sender.close();
    assertNull(end.join());
    assertEquals(List.of(1), out.lines);
  }

  @Test
  void whenIdle() {
    CompletableFuture<Void> loop = receiver.forEach(out::println);
    StringBuilder store = new StringBuilder("open");
    // begin AsyncReceiver.whenIdle
    loop.cancel(false); // the action may still be at work on a message,
    receiver.whenIdle().thenRun(() -> store.append(", closed")); // and here it is not
    // end AsyncReceiver.whenIdle
    assertEquals("open, closed", store.toString());
  }

  /** A task of an event loop, which is run when a waker has scheduled it. */
  private static final class Task {
    private int scheduled;

    void schedule() {
      scheduled++;
    }
  }

  @Test
  void poll() {
    fill("one");
    Task task = new Task();
    // begin AsyncReceiver.poll
    String message;
    while ((message = receiver.poll(task::schedule)) != null) {
      out.println(message);
    } // from here on the waker may run the task: it touches nothing any more
    // end AsyncReceiver.poll
    assertEquals(List.of("one"), out.lines);
    assertEquals(0, task.scheduled);
    fill("two");
    assertEquals(1, task.scheduled);
  }

  @Test
  void pollReadyToReceive() {
    fill("one");
    Task task = new Task();
    // begin AsyncReceiver.pollReady
    while (receiver.pollReady(task::schedule)) {
      store.append(receiver.peek()); // if this fails, the message is still in the channel
      receiver.tryReceive();
    } // from here on the waker may run the task: it touches nothing any more
    // end AsyncReceiver.pollReady
    assertEquals(List.of("one"), store.rows);
    assertEquals(0, task.scheduled);
    fill("two");
    assertEquals(1, task.scheduled);
  }

  @Test
  void waker() {
    Executor eventLoop = Runnable::run;
    // begin Waker
    Runnable task = () -> out.println("runs"); // polls again
    assertNull(receiver.poll(() -> eventLoop.execute(task)));
    sender.trySend("one"); // runs the task
    // end Waker
    assertEquals(List.of("runs"), out.lines);
  }

  @Test
  void pollMany() {
    fill("one", "two");
    Task task = new Task();
    // begin AsyncReceiver.pollMany
    List<String> batch = new ArrayList<>();
    while (receiver.pollMany(batch, 100, task::schedule) > 0) {
      out.println(batch.size() + " rows");
      batch.clear();
    }
    // end AsyncReceiver.pollMany
    assertEquals(List.of("2 rows"), out.lines);
  }

  @Test
  void publisher() {
    AsyncChannel<String> next = AsyncChannel.bounded(8);
    // begin AsyncReceiver.publisher
    receiver.publisher().subscribe(next.sender().subscriber()); // takes what has been requested
    // end AsyncReceiver.publisher
    fill("one");
    assertEquals("one", next.receiver().receive().join());
  }

  // ---- exceptions

  @Test
  void exceeded() {
    AsyncChannel<String> limited = AsyncChannel.<String>builder(1).maxPendingSends(1).build();
    AsyncSender<String> sender = limited.sender();
    sender.send("one");
    sender.send("two");
    // begin PendingSendsExceededException
    CompletableFuture<Void> send = sender.send("three");
    send.exceptionally(
        failure -> {
          if (failure instanceof PendingSendsExceededException exceeded) {
            kept.add((String) exceeded.undelivered()); // nothing has happened
          }
          return null;
        });
    // end PendingSendsExceededException
    assertEquals(List.of("three"), kept);
    assertThrows(CompletionException.class, send::join);
  }

  // ---- the quick start

  @Test
  void blockingViews() throws InterruptedException {
    AsyncChannel<String> channel = AsyncChannel.bounded(100);
    List<String> received = new ArrayList<>();
    // begin bridge
    AsyncSender<String> sender = channel.sender();
    BlockingSender<String> parking = sender.blocking(); // the same handle, for a thread
    parking.send("from a thread"); // parks while the channel is full
    channel.receiver().forEach(received::add); // in callbacks
    parking.close(); // closes the handle
    // end bridge
    assertEquals(List.of("from a thread"), received);
    assertTrue(channel.receiver().isTerminated());
  }
}
