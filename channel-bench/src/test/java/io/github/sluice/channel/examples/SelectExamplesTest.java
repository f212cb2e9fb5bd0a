// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.EndScope;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.select.Selection;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.select.Timers;
import io.github.sluice.channel.sync.BlockingChannel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the Javadoc of selectors, timers and reactive streams that are cut short. */
@Timeout(60)
class SelectExamplesTest {
  private final Printed out = new Printed();
  private final BlockingChannel<String> orders =
      BlockingChannel.<String>builder(3).name("orders").build();
  private final AsyncChannel<String> events = AsyncChannel.bounded(3);
  private final BlockingSender<String> toOrders = orders.sender();
  private final AsyncSender<String> toEvents = events.sender();

  @Test
  void selector() throws InterruptedException {
    toOrders.send("order");
    toEvents.trySend("event");
    toOrders.close();
    toEvents.close();
    // begin Selector
    try (Selector<String> selector = Selector.fair()) {
      selector.add(orders.receiver()); // a blocking channel's
      selector.add(events.receiver()); // an async channel's
      Selection<String> selection;
      while ((selection = selector.select()) != null) { // null: both streams have ended
        if (!selection.isEnd()) {
          out.println(selection.message());
        }
      }
    }
    // end Selector
    assertEquals(List.of("event", "order"), out.lines.stream().sorted().toList());
  }

  @Test
  void biased() {
    BlockingChannel<String> urgent = BlockingChannel.bounded(3);
    toOrders.trySend("order");
    urgent.sender().trySend("urgent");
    // begin Selector.biased
    Selector<String> selector = Selector.biased();
    selector.add(urgent.receiver()); // as long as there is one of these,
    selector.add(orders.receiver()); // none of these is selected
    // end Selector.biased
    assertEquals("urgent", selector.trySelect().message());
    assertEquals("order", selector.trySelect().message());
  }

  private Selector<String> ofBoth() {
    Selector<String> selector = Selector.fair();
    selector.add(orders.receiver());
    selector.add(events.receiver());
    return selector;
  }

  @Test
  void selection() throws InterruptedException {
    Selector<String> selector = ofBoth();
    toOrders.trySend("one");
    print(selector);
    toOrders.close();
    print(selector);
    toEvents.closeExceptionally(new IOException("disk full"));
    print(selector);
    assertEquals("orders: one", out.lines.get(0));
    assertEquals("orders has ended", out.lines.get(1));
    assertTrue(out.lines.get(2).toString().endsWith("has failed: java.io.IOException: disk full"));
  }

  private void print(Selector<String> selector) throws InterruptedException {
    // begin Selection
    Selection<String> selection = selector.select();
    if (!selection.isEnd()) {
      out.println(selection.receiver().name() + ": " + selection.message());
    } else if (selection.failure() == null) {
      out.println(selection.receiver().name() + " has ended");
    } else {
      out.println(selection.receiver().name() + " has failed: " + selection.failure());
    }
    // end Selection
  }

  @Test
  void select() throws InterruptedException {
    Selector<String> selector = ofBoth();
    toOrders.trySend("one");
    toOrders.close();
    toEvents.close();
    // begin Selector.select
    Selection<String> selection;
    while ((selection = selector.select()) != null) { // null: no receiver is left
      out.println(selection.isEnd() ? "one has ended" : selection.message());
    }
    // end Selector.select
    assertEquals(3, out.lines.size());
    assertTrue(out.lines.contains("one"));
  }

  @Test
  void trySelect() throws InterruptedException {
    Selector<String> selector = ofBoth();
    Duration timeout = Duration.ofMillis(1);
    // begin Selector.trySelect
    Selection<String> selection = selector.trySelect(timeout);
    if (selection == null && !selector.isEmpty()) {
      out.println("nothing yet");
    }
    // end Selector.trySelect
    assertEquals(List.of("nothing yet"), out.lines);
  }

  @Test
  void selectAsync() {
    Selector<String> selector = ofBoth();
    // begin Selector.selectAsync
    selector.selectAsync().thenAccept(selection -> out.println(selection.message()));
    // end Selector.selectAsync
    toEvents.trySend("one"); // which runs callbacks in this thread
    assertEquals(List.of("one"), out.lines);
  }

  @Test
  void poll() {
    Selector<String> selector = ofBoth();
    List<String> scheduled = new ArrayList<>();
    toOrders.trySend("one");
    // begin Selector.poll
    Selection<String> selection;
    while ((selection = selector.poll(() -> scheduled.add("task"))) != null) {
      out.println(selection.message());
    } // from here on the waker may run the task: it touches nothing any more
    // end Selector.poll
    assertEquals(List.of("one"), out.lines);
    toEvents.trySend("two");
    assertEquals(List.of("task"), scheduled);
  }

  @Test
  void timers() throws InterruptedException {
    toOrders.trySend("order");
    // begin Timers
    BlockingReceiver<Instant> deadline = Timers.after(Duration.ofSeconds(10));
    try (Selector<Object> selector = Selector.fair()) {
      selector.add(orders.receiver());
      selector.add(deadline);
      Selection<Object> selection = selector.select();
      out.println(selection.receiver() == deadline ? "too late" : selection.message());
    }
    // end Timers
    assertEquals(List.of("order"), out.lines);
  }

  // ---- reactive streams

  private static final class OneAtATime implements Flow.Subscriber<String> {
    private final List<String> received = new ArrayList<>();
    private Flow.Subscription subscription;

    void cancel() {
      subscription.cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
      given.request(1);
    }

    @Override
    public void onNext(String message) {
      received.add(message);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  @Test
  void endScope() {
    AsyncReceiver<String> receiver = events.receiver();
    AsyncSender<String> sender = toEvents;
    OneAtATime subscriber = new OneAtATime();
    // begin EndScope
    receiver.publisher(EndScope.HANDLE).subscribe(subscriber);
    sender.trySend("one");
    subscriber.cancel(); // frees the receiver, and leaves the channel open
    sender.trySend("two"); // for the next one that receives
    // end EndScope
    assertEquals(List.of("one"), subscriber.received);
    assertEquals("two", receiver.tryReceive());
  }

  @Test
  void scopes() {
    AsyncReceiver<String> receiver = events.receiver();
    AsyncSender<String> sender = toEvents;
    OneAtATime subscriber = new OneAtATime();
    // begin AsyncReceiver.publisher-scope
    receiver.publisher(EndScope.HANDLE).subscribe(subscriber); // its cancellation closes nothing
    // end AsyncReceiver.publisher-scope
    subscriber.cancel();
    AsyncChannel<String> source = AsyncChannel.bounded(3);
    // begin AsyncSender.subscriber-scope
    source.receiver().publisher().subscribe(sender.copy().subscriber(EndScope.HANDLE));
    source.sender().closeExceptionally(new IOException("disk full")); // not the end of the stream
    // end AsyncSender.subscriber-scope
    assertNull(receiver.tryReceive());
    assertEquals(1, sender.senderCount());
  }
}
