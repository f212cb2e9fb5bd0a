// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static io.github.sluice.channel.examples.ReadmeTest.greet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.Channel;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.ChannelStats;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.sync.BlockingChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the Javadoc of what waits in threads; they do what they say. */
@Timeout(60)
class BlockingExamplesTest {
  private final Printed out = new Printed();
  private final List<String> kept = new ArrayList<>();
  private final Store store = new Store();
  private final BlockingChannel<String> channel = BlockingChannel.bounded(3);
  private final BlockingSender<String> sender = channel.sender();
  private final BlockingReceiver<String> receiver = channel.receiver();

  private void fill(String... messages) {
    for (String message : messages) {
      assertTrue(sender.trySend(message).isSent());
    }
  }

  // ---- what a send does without capacity

  @Test
  void overflow() throws InterruptedException {
    List<String> replaced = new ArrayList<>();
    // begin Overflow
    BlockingChannel<String> latest =
        BlockingChannel.<String>builder(1) // the newest message alone, and no sender ever waits
            .overflow(Overflow.DROP_OLDEST)
            .onUndelivered(replaced::add)
            .build();
    // end Overflow
    BlockingSender<String> price = latest.sender();
    price.send("101");
    price.send("102");
    assertEquals("102", latest.receiver().receive());
    assertEquals(List.of("101"), replaced);
  }

  // ---- the quick start

  @Test
  void quickStart() throws InterruptedException {
    // begin create
    BlockingChannel<String> channel = BlockingChannel.bounded(100); // or AsyncChannel.bounded(100)
    BlockingSender<String> first = channel.sender(); // one handle per producer,
    BlockingSender<String> second = channel.sender(); // all taken before any producer begins
    // end create
    new Thread(() -> greet(first, "Ada")).start();
    new Thread(() -> greet(second, "Grace")).start();
    // begin consumer
    String message;
    while ((message = channel.receiver().receive()) != null) { // null: the stream has ended
      out.println(message);
    }
    // end consumer
    assertEquals(2, out.lines.size());
  }

  // ---- channels

  @Test
  void channel() throws InterruptedException {
    // begin BlockingChannel
    BlockingChannel<String> channel = BlockingChannel.bounded(100);
    BlockingSender<String> sender = channel.sender();
    new Thread(
            () -> {
              try (sender) { // closing the last sender ends the stream
                sender.send("hello");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })
        .start();
    String message;
    while ((message = channel.receiver().receive()) != null) { // null: the stream has ended
      out.println(message);
    }
    // end BlockingChannel
    assertEquals(List.of("hello"), out.lines);
  }

  @Test
  void builder() {
    List<String> unfinished = new ArrayList<>();
    // begin BlockingChannel.Builder
    BlockingChannel<String> orders =
        BlockingChannel.<String>builder(100)
            .name("orders")
            .onUndelivered(unfinished::add) // what is in the channel when it is cancelled
            .build();
    // end BlockingChannel.Builder
    assertEquals("orders", orders.name());
    orders.sender().trySend("one");
    orders.receiver().cancel();
    assertEquals(List.of("one"), unfinished);
  }

  @Test
  void waitStrategy() throws InterruptedException {
    // begin WaitStrategy
    BlockingChannel<String> orders =
        BlockingChannel.<String>builder(100).waitStrategy(WaitStrategy.PARKING).build();
    // end WaitStrategy
    assertNull(orders.receiver().tryReceive(Duration.ofMillis(1)));
  }

  // begin Channel
  static String describe(Channel<?> channel) { // blocking or async
    return String.format(
        "%s: %d of %d messages, %d waiting senders",
        channel.name(), channel.size(), channel.capacity(), channel.waitingSenders());
  }

  // end Channel

  @Test
  void anyChannel() {
    fill("one");
    assertEquals(channel.name() + ": 1 of 3 messages, 0 waiting senders", describe(channel));
  }

  @Test
  void state() throws InterruptedException {
    String message = "one";
    // begin ChannelState
    // Wrong: another sender may take the capacity between the check and the send, which then waits.
    if (!channel.isFull()) {
      sender.send(message);
    }
    // Right: checks and acts at once.
    if (!sender.trySend(message).isSent()) {
      kept.add(message);
    }
    // end ChannelState
    assertEquals(2, channel.size());
    assertEquals(List.of(), kept);
  }

  @Test
  void handlesTakenTooLate() throws InterruptedException {
    BlockingChannel<String> channel = BlockingChannel.bounded(10);
    // begin Sender-wrong
    // Wrong: the second handle is taken when the first producer may be done already. Then the
    // stream has ended.
    try (BlockingSender<String> first = channel.sender()) {
      first.send("from the first");
    }
    assertThrows(ChannelClosedException.class, () -> channel.sender());
    // end Sender-wrong
  }

  @Test
  void handles() throws InterruptedException {
    BlockingChannel<String> channel = BlockingChannel.bounded(10);
    Set<String> received = new TreeSet<>();
    // begin Sender
    // Right: all handles are taken before the first producer begins.
    BlockingSender<String> first = channel.sender();
    BlockingSender<String> second = channel.sender();
    new Thread(() -> greet(first, "the first")).start(); // sends, and closes its handle
    new Thread(() -> greet(second, "the second")).start();
    channel.receiver().forEach(received::add); // until both are closed
    // end Sender
    assertEquals(Set.of("Hello from the first", "Hello from the second"), received);
  }

  @Test
  void closeFuture() {
    AtomicBoolean subscribed = new AtomicBoolean(true);
    // begin Sender.closeFuture
    sender.closeFuture().thenRun(() -> subscribed.set(false)); // no receiver wants more events
    // end Sender.closeFuture
    receiver.close();
    assertFalse(subscribed.get());
  }

  @Test
  void weakSender() {
    // begin WeakSender
    WeakSender<BlockingSender<String>> weak = sender.downgrade(); // for a timer that runs on
    BlockingSender<String> tick = weak.upgrade();
    if (tick != null) { // the channel is still open, by other handles
      try (tick) {
        tick.trySend("tick");
      }
    }
    // end WeakSender
    assertEquals("tick", receiver.tryReceive());
    sender.close();
    assertNull(weak.upgrade());
  }

  // ---- sending

  @Test
  void aSender() throws InterruptedException {
    // begin BlockingSender
    try (sender) { // however this block ends, the stream does not wait for this handle
      for (String order : List.of("one", "two")) {
        sender.send(order); // waits while the channel is full
      }
    }
    // end BlockingSender
    assertEquals(2, receiver.size());
    assertTrue(sender.isClosed());
  }

  @Test
  void send() throws InterruptedException {
    receiver.close();
    // begin BlockingSender.send
    try {
      sender.send("order");
    } catch (ChannelClosedException e) { // the receiver wants no more
      kept.add((String) e.undelivered());
    }
    // end BlockingSender.send
    assertEquals(List.of("order"), kept);
  }

  @Test
  void trySendInTime() throws InterruptedException {
    fill("one", "two", "three");
    Duration timeout = Duration.ofMillis(1);
    // begin BlockingSender.trySend
    switch (sender.trySend("order", timeout)) {
      case SENT -> out.println("sent");
      case TIMED_OUT -> kept.add("order"); // for later
      default -> out.println("closed");
    }
    // end BlockingSender.trySend
    assertEquals(List.of("order"), kept);
  }

  @Test
  void sendAll() throws InterruptedException {
    receiver.close();
    // begin BlockingSender.sendAll
    Queue<String> orders = new ArrayDeque<>(List.of("one", "two", "three"));
    try {
      sender.sendAll(orders);
    } catch (ChannelClosedException e) {
      kept.addAll(orders); // what was sent is no longer in the queue
    }
    // end BlockingSender.sendAll
    assertEquals(List.of("one", "two", "three"), kept);
  }

  @Test
  void trySendAll() throws InterruptedException {
    fill("zero");
    Duration timeout = Duration.ofMillis(1);
    // begin BlockingSender.trySendAll
    Queue<String> orders = new ArrayDeque<>(List.of("one", "two", "three"));
    int sent = sender.trySendAll(orders, timeout);
    kept.addAll(orders); // the others, if the time is over
    // end BlockingSender.trySendAll
    assertEquals(2, sent);
    assertEquals(List.of("three"), kept);
  }

  private static String compute() {
    throw new IllegalStateException("a test's");
  }

  @Test
  void aForgottenPermit() {
    assertThrows(
        IllegalStateException.class,
        () -> {
          // begin Permit-wrong
          // Wrong: if compute() throws, the permit is forgotten, and its capacity gone for good.
          Permit<String> permit = sender.reserve();
          permit.send(compute());
          // end Permit-wrong
        });
    assertEquals(1, channel.outstandingPermits());
  }

  @Test
  void aPermit() {
    assertThrows(
        IllegalStateException.class,
        () -> {
          // begin Permit
          // Right: what has not been used is returned.
          try (Permit<String> permit = sender.reserve()) {
            permit.send(compute());
          }
          // end Permit
        });
    assertEquals(0, channel.outstandingPermits());
  }

  @Test
  void reserve() throws InterruptedException {
    Queue<String> source = new ArrayDeque<>(List.of("order"));
    // begin BlockingSender.reserve
    try (Permit<String> permit = sender.reserve()) { // first the capacity,
      permit.send(source.remove()); // then the message, which needs no waiting
    }
    // end BlockingSender.reserve
    assertEquals("order", receiver.receive());
  }

  @Test
  void reserveMany() throws InterruptedException {
    // begin BlockingSender.reserve-many
    try (Permit<String> permit = sender.reserve(2)) { // waits for both
      permit.send("debit");
      permit.send("credit");
    }
    // end BlockingSender.reserve-many
    assertEquals(2, receiver.size());
  }

  @Test
  void tryReserve() throws InterruptedException {
    fill("one", "two");
    Duration timeout = Duration.ofMillis(1);
    // begin BlockingSender.tryReserve
    try (Permit<String> permit = sender.tryReserve(2, timeout)) {
      if (permit == null) { // there was not capacity for both in time
        kept.addAll(List.of("debit", "credit"));
      } else {
        permit.send("debit");
        permit.send("credit");
      }
    }
    // end BlockingSender.tryReserve
    assertEquals(List.of("debit", "credit"), kept);
  }

  @Test
  void sendResult() {
    fill("one", "two", "three");
    // begin SendResult
    SendResult result = sender.trySend("order");
    if (!result.isSent()) {
      kept.add("order"); // the message is still the caller's
    }
    // end SendResult
    assertSame(SendResult.FULL, result);
    assertEquals(List.of("order"), kept);
  }

  // ---- receiving

  @Test
  void stopping() {
    List<String> unfinished = new ArrayList<>();
    BlockingChannel<String> channel = BlockingChannel.bounded(3, unfinished::add);
    BlockingReceiver<String> receiver = channel.receiver();
    channel.sender().trySend("one");
    channel.sender().trySend("two");
    // begin Receiver
    receiver.close(); // refuses new messages: sends fail from here on
    int done = receiver.drain(message -> out.println("done: " + message), 1);
    receiver.cancel(); // what is left goes to the channel's onUndelivered
    // end Receiver
    assertEquals(1, done);
    assertEquals(List.of("done: one"), out.lines);
    assertEquals(List.of("two"), unfinished);
  }

  @Test
  void peek() {
    fill("one", "two");
    store.isFull = true;
    assertThrows(IllegalStateException.class, this::storeWhatIsThere);
    assertEquals(2, receiver.size());
    store.isFull = false;
    storeWhatIsThere();
    assertEquals(List.of("one", "two"), store.rows);
    assertEquals(0, receiver.size());
  }

  private void storeWhatIsThere() {
    // begin Receiver.peek
    String next;
    while ((next = receiver.peek()) != null) {
      store.append(next); // if this fails, the message is still in the channel
      receiver.tryReceive(); // takes the one that peek has returned
    }
    // end Receiver.peek
  }

  @Test
  void closeExceptionally() throws InterruptedException {
    // begin Sender.closeExceptionally
    try (sender) {
      try {
        sender.send(readLine());
      } catch (IOException e) { // in a catch clause of the outer try the handle would be closed
        sender.closeExceptionally(e);
      }
    }
    // end Sender.closeExceptionally
    assertEquals("disk full", receiver.failure().getMessage());
  }

  private static String readLine() throws IOException {
    throw new IOException("disk full");
  }

  @Test
  void closeExceptionallyByTheReceiver() {
    fill("one", "two");
    store.isFull = true;
    // begin Receiver.closeExceptionally
    try {
      for (String row : receiver) {
        store.append(row);
      }
    } catch (IllegalStateException e) { // the store's
      receiver.closeExceptionally(e); // the senders learn why, and
      receiver.cancel(); // what is left goes to onUndelivered
    }
    // end Receiver.closeExceptionally
    assertTrue(receiver.isTerminated());
    Throwable cause = assertThrows(ChannelClosedException.class, () -> sender.send("x")).getCause();
    assertEquals("the store is full", cause.getMessage());
  }

  @Test
  void failure() {
    List<String> received = new ArrayList<>();
    fill("one");
    sender.closeExceptionally(new IOException("disk full"));
    // begin Receiver.failure
    while (!receiver.isTerminated()) {
      receiver.drain(received::add, 100);
      draw(received); // the next frame, with what has come
    }
    Throwable failure = receiver.failure(); // the loop may have ended before a method threw it
    out.println(failure == null ? "the end" : "failed: " + failure);
    // end Receiver.failure
    assertEquals(List.of("one"), kept);
    assertEquals(List.of("failed: java.io.IOException: disk full"), out.lines);
  }

  private void draw(List<String> received) {
    kept.addAll(received);
  }

  @Test
  void terminationFuture() {
    // begin Receiver.terminationFuture
    receiver.terminationFuture().thenRun(() -> out.println("all received"));
    // end Receiver.terminationFuture
    fill("one");
    sender.close();
    assertEquals(List.of(), out.lines);
    assertEquals("one", receiver.tryReceive());
    assertEquals(List.of("all received"), out.lines);
  }

  @Test
  void aReceiver() {
    fill("one", "two");
    sender.close();
    // begin BlockingReceiver
    for (String message : receiver) { // waits for each; ends with the stream
      out.println(message);
    }
    // end BlockingReceiver
    assertEquals(List.of("one", "two"), out.lines);
  }

  @Test
  void receive() throws InterruptedException {
    fill("one", "two");
    sender.close();
    // begin BlockingReceiver.receive
    String message;
    while ((message = receiver.receive()) != null) {
      out.println(message);
    }
    // end BlockingReceiver.receive
    assertEquals(List.of("one", "two"), out.lines);
  }

  @Test
  void tryReceiveInTime() throws InterruptedException {
    Duration timeout = Duration.ofMillis(1);
    // begin BlockingReceiver.tryReceive
    String message = receiver.tryReceive(timeout);
    if (message != null) {
      out.println(message);
    } else if (receiver.isTerminated()) {
      out.println("the end");
    } else {
      out.println("nothing yet");
    }
    // end BlockingReceiver.tryReceive
    assertEquals(List.of("nothing yet"), out.lines);
  }

  @Test
  void awaitReady() throws InterruptedException {
    fill("one", "two");
    sender.close();
    store.isFull = true;
    assertThrows(IllegalStateException.class, this::storeAll);
    assertEquals(2, receiver.size());
    store.isFull = false;
    storeAll();
    assertEquals(List.of("one", "two"), store.rows);
    assertTrue(receiver.isTerminated());
  }

  private void storeAll() throws InterruptedException {
    // begin BlockingReceiver.awaitReady
    while (receiver.awaitReady()) { // false: the stream has ended
      store.append(receiver.peek()); // if this fails, the message is still in the channel
      receiver.tryReceive();
    }
    // end BlockingReceiver.awaitReady
  }

  @Test
  void awaitReadyInTime() throws InterruptedException {
    sayWhatIsNext(Duration.ofMillis(1));
    fill("one");
    sayWhatIsNext(Duration.ofSeconds(50));
    assertEquals("one", receiver.tryReceive());
    sender.close();
    sayWhatIsNext(Duration.ofSeconds(50));
    assertEquals(List.of("nothing yet", "next: one", "the end"), out.lines);
  }

  private void sayWhatIsNext(Duration timeout) throws InterruptedException {
    // begin BlockingReceiver.awaitReady-timeout
    if (receiver.awaitReady(timeout)) {
      out.println("next: " + receiver.peek()); // which the next receive takes
    } else if (receiver.isTerminated()) {
      out.println("the end");
    } else {
      out.println("nothing yet");
    }
    // end BlockingReceiver.awaitReady-timeout
  }

  @Test
  void receiveMany() throws InterruptedException {
    fill("one", "two", "three");
    sender.close();
    // begin BlockingReceiver.receiveMany
    List<String> batch = new ArrayList<>();
    while (receiver.receiveMany(batch, 100) > 0) { // waits for one, takes what is there
      out.println(batch.size() + " rows");
      batch.clear();
    }
    // end BlockingReceiver.receiveMany
    assertEquals(List.of("3 rows"), out.lines);
  }

  @Test
  void tryReceiveMany() throws InterruptedException {
    Duration timeout = Duration.ofMillis(1);
    // begin BlockingReceiver.tryReceiveMany
    List<String> batch = new ArrayList<>();
    if (receiver.tryReceiveMany(batch, 100, timeout) == 0 && !receiver.isTerminated()) {
      out.println("idle");
    }
    // end BlockingReceiver.tryReceiveMany
    assertEquals(List.of("idle"), out.lines);
  }

  @Test
  void receiveManyInTime() throws InterruptedException {
    fill("one", "two", "three");
    sender.close();
    // begin BlockingReceiver.receiveMany-linger
    List<String> batch = new ArrayList<>();
    while (receiver.receiveMany(batch, 100, Duration.ofMillis(20)) > 0) {
      out.println(batch.size() + " rows"); // 100, or what came within 20 ms of the first
      batch.clear();
    }
    // end BlockingReceiver.receiveMany-linger
    assertEquals(List.of("3 rows"), out.lines);
  }

  @Test
  void forEach() {
    fill("one", "two");
    sender.close();
    // begin BlockingReceiver.forEach
    receiver.forEach(out::println); // returns at the end of the stream
    // end BlockingReceiver.forEach
    assertEquals(List.of("one", "two"), out.lines);
  }

  @Test
  void forEachBatch() {
    fill("one", "two", "three");
    sender.close();
    // begin BlockingReceiver.forEachBatch
    receiver.forEachBatch(100, Duration.ofMillis(20), rows -> out.println(rows.size()));
    // end BlockingReceiver.forEachBatch
    assertEquals(List.of(3), out.lines);
  }

  @Test
  void iterator() {
    fill("one", "stop", "two");
    // begin BlockingReceiver.iterator
    for (String message : receiver) {
      if (message.equals("stop")) {
        break; // what follows stays in the channel
      }
      out.println(message);
    }
    // end BlockingReceiver.iterator
    assertEquals(List.of("one"), out.lines);
    assertEquals("two", receiver.tryReceive());
  }

  @Test
  void stream() {
    fill("one", "two", "three");
    // begin BlockingReceiver.stream
    List<String> firstTwo = receiver.stream().limit(2).toList(); // leaves the others
    // end BlockingReceiver.stream
    assertEquals(List.of("one", "two"), firstTwo);
    assertEquals("three", receiver.tryReceive());
  }

  @Test
  void stats() {
    // begin ChannelStats
    ChannelStats before = channel.stats();
    sender.trySend("order");
    ChannelStats now = channel.stats();
    out.println(now.sent() - before.sent() + " sent, " + now.refused() + " refused");
    // end ChannelStats
    assertEquals(List.of("1 sent, 0 refused"), out.lines);
  }

  // ---- exceptions

  @Test
  void closedException() throws InterruptedException {
    sender.closeExceptionally(new IOException("disk full"));
    // begin ChannelClosedException
    try {
      sender.send("order");
    } catch (ChannelClosedException e) {
      kept.add((String) e.undelivered()); // the message has not been sent
      if (e.getCause() != null) {
        out.println(e.getCause().getMessage()); // why the channel was closed
      }
    }
    // end ChannelClosedException
    assertEquals(List.of("order"), kept);
    assertEquals(List.of("disk full"), out.lines);
  }

  @Test
  void failedException() throws InterruptedException {
    fill("one");
    // begin ChannelFailedException
    sender.closeExceptionally(new IOException("disk full"));
    assertEquals("one", receiver.receive()); // what came before is still received
    ChannelFailedException failed =
        assertThrows(ChannelFailedException.class, () -> receiver.receive());
    assertEquals("disk full", failed.getCause().getMessage());
    // end ChannelFailedException
    assertNotNull(failed.getMessage());
  }
}
