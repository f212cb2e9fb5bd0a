// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.async.AsyncChannel;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.subscribers.TestSubscriber;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The recipes for Reactor, RxJava and Mutiny do what docs/frameworks.md says. */
@Timeout(60)
class ReactiveFrameworksTest {
  private static final int CAPACITY = 4;

  private final List<Integer> undelivered = new ArrayList<>();
  private final AsyncChannel<Integer> channel =
      AsyncChannel.<Integer>builder(CAPACITY).onUndelivered(undelivered::add).build();
  private final AsyncSender<Integer> sender = channel.sender();
  private final AsyncReceiver<Integer> receiver = channel.receiver();
  private final IOException cause = new IOException("a test's");
  private final List<Integer> emitted = Collections.synchronizedList(new ArrayList<>());

  private static List<Integer> numbers(int begin, int end) {
    return IntStream.range(begin, end).boxed().toList();
  }

  private void fill() {
    numbers(0, CAPACITY).forEach(number -> assertEquals(SendResult.SENT, sender.trySend(number)));
    assertEquals(SendResult.FULL, sender.trySend(CAPACITY));
  }

  /** Of a source of 1000 numbers, what has been emitted runs ahead of what has been received. */
  private void receiveAllFromABoundedSource() {
    // As many as fit are in the channel, and as many are pending.
    assertEquals(numbers(0, 2 * CAPACITY), emitted);
    assertEquals(CAPACITY, channel.waitingSenders());
    for (int number = 0; number < 1000; number++) {
      assertEquals(number, receiver.tryReceive());
      assertTrue(emitted.size() <= number + 1 + 2 * CAPACITY, emitted::toString);
    }
    assertTrue(receiver.isTerminated(), "the end of the source closes the handle");
    assertNull(receiver.failure());
  }

  private void receiveTwoAndTheFailure() {
    assertEquals(0, receiver.tryReceive());
    assertEquals(1, receiver.tryReceive());
    assertSame(cause, assertThrows(ChannelFailedException.class, receiver::tryReceive).getCause());
  }

  private void assertClosedWithTheRestInIt(int first) {
    assertEquals(SendResult.CLOSED, sender.trySend(100));
    List<Integer> rest = new ArrayList<>();
    receiver.drain(rest::add, 100);
    assertEquals(numbers(first, CAPACITY), rest);
    assertTrue(receiver.isTerminated());
  }

  // ---- Reactor

  /** Requests nothing by itself. */
  private static final class Requesting extends BaseSubscriber<Integer> {
    private final List<Integer> received = new ArrayList<>();
    private Throwable failure;

    @Override
    protected void hookOnSubscribe(Subscription subscription) {}

    @Override
    protected void hookOnNext(Integer message) {
      received.add(message);
    }

    @Override
    protected void hookOnError(Throwable error) {
      failure = error;
    }
  }

  @Test
  void aFluxTakesWhatHasBeenRequested() {
    fill();
    Requesting subscriber = new Requesting();
    ReactorChannels.flux(receiver).subscribe(subscriber);
    assertEquals(SendResult.FULL, sender.trySend(4), "nothing has been requested");
    subscriber.request(2);
    assertEquals(numbers(0, 2), subscriber.received);
    assertEquals(2, receiver.size());
  }

  @Test
  void prefetchingIsARequest() {
    for (int prefetch : new int[] {256, 1}) {
      AsyncChannel<Integer> large = AsyncChannel.bounded(300);
      numbers(0, 300).forEach(large.sender()::trySend);
      Flux<Integer> flux = ReactorChannels.flux(large.receiver());
      (prefetch == 1
              ? flux.publishOn(Schedulers.immediate(), 1)
              : flux.publishOn(Schedulers.immediate()))
          .subscribe(new Requesting());
      assertEquals(300 - prefetch, large.size());
    }
  }

  @Test
  void cancellingAFluxClosesTheChannel() {
    fill();
    Requesting subscriber = new Requesting();
    ReactorChannels.flux(receiver).subscribe(subscriber);
    subscriber.request(1);
    subscriber.cancel();
    assertClosedWithTheRestInIt(1);
  }

  @Test
  void aFailureOfTheChannelIsTheFluxs() {
    Requesting subscriber = new Requesting();
    ReactorChannels.flux(receiver).subscribe(subscriber);
    subscriber.requestUnbounded();
    sender.trySend(0);
    sender.closeExceptionally(cause);
    assertEquals(numbers(0, 1), subscriber.received);
    assertSame(cause, subscriber.failure);
  }

  @Test
  void aFluxIsRequestedAsTheChannelAccepts() {
    ReactorChannels.sendAll(Flux.range(0, 1000).doOnNext(emitted::add), sender);
    receiveAllFromABoundedSource();
  }

  @Test
  void aFailureOfAFluxComesAfterItsMessages() {
    ReactorChannels.sendAll(Flux.concat(Flux.range(0, 2), Flux.error(cause)), sender);
    receiveTwoAndTheFailure();
  }

  @Test
  void closingTheReceiverCancelsTheFlux() {
    CompletableFuture<Void> cancelled = new CompletableFuture<>();
    ReactorChannels.sendAll(
        Flux.range(0, 1000).doOnNext(emitted::add).doOnCancel(() -> cancelled.complete(null)),
        sender);
    receiver.close();
    assertTrue(cancelled.isDone());
    assertEquals(numbers(CAPACITY, 2 * CAPACITY), undelivered, "what was pending");
    assertClosedWithTheRestInIt(0);
  }

  @Test
  void theThreadsOfAFluxSendAllInTheirOrder() {
    List<List<Integer>> sources = List.of(numbers(0, 1000), numbers(1000, 2000));
    Flux<Integer> merged = ReactorChannels.merge(2, sources);
    for (int subscriber = 0; subscriber < 2; subscriber++) { // each has all
      List<Integer> received = merged.collectList().block(Duration.ofSeconds(30));
      assertNotNull(received);
      assertEquals(sources.get(0), received.stream().filter(number -> number < 1000).toList());
      assertEquals(sources.get(1), received.stream().filter(number -> number >= 1000).toList());
    }
  }

  @Test
  void theThreadsOfAFluxWaitWhileNothingIsRequested() throws Exception {
    CompletableFuture<Thread> third = new CompletableFuture<>();
    Iterable<Integer> source =
        () -> IntStream.range(0, 1000).peek(number -> noteThird(number, third)).iterator();
    Requesting subscriber = new Requesting();
    ReactorChannels.merge(2, List.of(source)).subscribe(subscriber);
    Thread reader = third.get(30, TimeUnit.SECONDS);
    subscriber.cancel();
    reader.join(30_000);
    assertFalse(reader.isAlive(), "its send is refused");
    assertEquals(numbers(0, 3), emitted, "two fit, and a thread had one to send");
    assertEquals(List.of(), subscriber.received);
  }

  private void noteThird(int number, CompletableFuture<Thread> third) {
    emitted.add(number);
    if (number == 2) {
      third.complete(Thread.currentThread());
    }
  }

  @Test
  void aReaderThatFailsFailsTheFlux() {
    IllegalStateException broken = new IllegalStateException("a test's");
    Iterable<Integer> failing =
        () -> IntStream.range(0, 4).map(number -> number < 3 ? number : fail(broken)).iterator();
    List<Integer> received = new ArrayList<>();
    Flux<Integer> merged = ReactorChannels.merge(2, List.of(failing)).doOnNext(received::add);
    assertSame(
        broken,
        assertThrows(IllegalStateException.class, () -> merged.blockLast(Duration.ofSeconds(30))));
    assertEquals(numbers(0, 3), received);
  }

  private static int fail(RuntimeException failure) {
    throw failure;
  }

  @Test
  void aMonoOfASendIsWithdrawnByItsCancellation() {
    Mono<Void> sending = Mono.fromFuture(() -> sender.send(5));
    assertEquals(0, channel.size(), "nothing has subscribed");
    fill();
    Disposable subscribed = sending.subscribe();
    assertEquals(1, channel.waitingSenders());
    subscribed.dispose();
    assertEquals(0, channel.waitingSenders());
    receiver.close();
    assertClosedWithTheRestInIt(0);
  }

  @Test
  void aMonoOfAReceiveCanLoseAMessage() {
    List<Runnable> callbacks = new ArrayList<>();
    AsyncChannel<Integer> other = AsyncChannel.bounded(CAPACITY, callbacks::add);
    List<Integer> received = new ArrayList<>();
    Disposable subscribed = Mono.fromFuture(other.receiver()::receive).subscribe(received::add);
    other.sender().trySend(1);
    subscribed.dispose(); // when the message has been taken for it
    while (!callbacks.isEmpty()) {
      callbacks.remove(0).run();
    }
    assertEquals(List.of(), received);
    assertNull(other.receiver().tryReceive());
  }

  // ---- RxJava

  @Test
  void aFlowableTakesWhatHasBeenRequested() {
    fill();
    TestSubscriber<Integer> subscriber = RxChannels.flowable(receiver).test(0);
    assertEquals(SendResult.FULL, sender.trySend(4), "nothing has been requested");
    subscriber.request(2);
    subscriber.assertValues(0, 1);
    assertEquals(2, receiver.size());
  }

  @Test
  void cancellingAFlowableClosesTheChannel() {
    fill();
    TestSubscriber<Integer> subscriber = RxChannels.flowable(receiver).test(1);
    subscriber.cancel();
    assertClosedWithTheRestInIt(1);
  }

  @Test
  void aFailureOfTheChannelIsTheFlowables() {
    TestSubscriber<Integer> subscriber = RxChannels.flowable(receiver).test();
    sender.trySend(0);
    sender.closeExceptionally(cause);
    subscriber.assertValues(0).assertError(failure -> failure == cause);
  }

  @Test
  void aFlowableIsRequestedAsTheChannelAccepts() {
    RxChannels.sendAll(Flowable.range(0, 1000).doOnNext(emitted::add), sender);
    receiveAllFromABoundedSource();
  }

  @Test
  void aFailureOfAFlowableComesAfterItsMessages() {
    RxChannels.sendAll(Flowable.range(0, 2).concatWith(Flowable.error(cause)), sender);
    receiveTwoAndTheFailure();
  }

  @Test
  void anObservableHasNoDemand() {
    fill();
    List<Integer> received = new ArrayList<>();
    RxChannels.flowable(receiver).toObservable().subscribe(received::add);
    sender.trySend(CAPACITY);
    assertEquals(numbers(0, CAPACITY + 1), received);
  }

  // ---- Mutiny

  /** What Mutiny's own subscribers are made of. */
  private static final class Asking implements Flow.Subscriber<Integer> {
    private final List<Integer> received = new ArrayList<>();
    private Flow.Subscription subscription;
    private Throwable failure;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(Integer message) {
      received.add(message);
    }

    @Override
    public void onError(Throwable error) {
      failure = error;
    }

    @Override
    public void onComplete() {}
  }

  @Test
  void aMultiTakesWhatHasBeenRequested() {
    fill();
    Asking subscriber = new Asking();
    MutinyChannels.multi(receiver).subscribe(subscriber);
    assertEquals(SendResult.FULL, sender.trySend(4), "nothing has been requested");
    subscriber.subscription.request(2);
    assertEquals(numbers(0, 2), subscriber.received);
    assertEquals(2, receiver.size());
  }

  @Test
  void cancellingAMultiClosesTheChannel() {
    fill();
    Asking subscriber = new Asking();
    MutinyChannels.multi(receiver).subscribe(subscriber);
    subscriber.subscription.request(1);
    subscriber.subscription.cancel();
    assertClosedWithTheRestInIt(1);
  }

  @Test
  void aFailureOfTheChannelIsTheMultis() {
    Asking subscriber = new Asking();
    MutinyChannels.multi(receiver).subscribe(subscriber);
    subscriber.subscription.request(10);
    sender.trySend(0);
    sender.closeExceptionally(cause);
    assertEquals(numbers(0, 1), subscriber.received);
    assertSame(cause, subscriber.failure);
  }

  @Test
  void aMultiIsRequestedAsTheChannelAccepts() {
    MutinyChannels.sendAll(
        Multi.createFrom().range(0, 1000).onItem().invoke((Consumer<Integer>) emitted::add),
        sender);
    receiveAllFromABoundedSource();
  }

  @Test
  void aFailureOfAMultiComesAfterItsMessages() {
    Multi<Integer> failing =
        Multi.createBy()
            .concatenating()
            .streams(Multi.createFrom().range(0, 2), Multi.createFrom().failure(cause));
    MutinyChannels.sendAll(failing, sender);
    receiveTwoAndTheFailure();
  }

  @Test
  void aUniOfASendIsWithdrawnByItsCancellation() {
    fill();
    List<String> ended = new ArrayList<>();
    Uni<Void> sending = MutinyChannels.send(5, sender);
    assertEquals(0, channel.waitingSenders(), "nothing has subscribed");
    Cancellable subscribed =
        sending.subscribe().with(sent -> ended.add("sent"), failure -> ended.add("failed"));
    assertEquals(1, channel.waitingSenders());
    subscribed.cancel();
    assertEquals(0, channel.waitingSenders());
    MutinyChannels.send(6, sender).subscribe().with(sent -> ended.add("sent"));
    assertEquals(List.of(), ended);
    receiver.tryReceive();
    assertEquals(List.of("sent"), ended);
    List<Integer> rest = new ArrayList<>();
    receiver.drain(rest::add, 10);
    assertEquals(Arrays.asList(1, 2, 3, 6), rest);
    assertFalse(receiver.isClosed());
  }
}
