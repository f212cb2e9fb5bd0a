// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.EndScope;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.select.Selector;
import io.github.sluice.channel.select.Timers;
import io.github.sluice.channel.sync.BlockingChannel;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.function.Executable;

/** Receiving, with futures, subscribers and selectors: as {@code docs/errors.md} has it. */
final class ReceiverProvocations extends Provocations {
  @Override
  void provoke() throws Exception {
    section("Receiving", this::receiving);
    section("Futures and actions of an async channel", this::futures);
    section("Reactive streams", this::streams);
    section("Selectors and timers", this::selecting);
  }

  private void receiving() throws Exception {
    pendingFutures();
    inAnAction();
    besideAnotherThread();
    BlockingReceiver<Object> selected = blocking(1).receiver();
    try (Selector<Object> selector = Selector.fair()) {
      selector.add(selected);
      throwing(selected::tryReceive);
      throwing(() -> selector.add(selected));
    }
    AsyncReceiver<Object> published = async(1).receiver();
    published.publisher().subscribe(new Recorder(1));
    throwing(published::receive);
    failed();
    BlockingReceiver<Object> receiver = blocking(1).receiver();
    throwing(() -> receiver.drain(message -> {}, -1));
    throwing(() -> receiver.receiveMany(new ArrayList<>(), -1));
    throwing(() -> receiver.forEachBatch(0, Duration.ZERO, batch -> {}));
    throwing(() -> async(1).receiver().forEachBatch(0, Duration.ZERO, batch -> {}));
    interrupted(receiver::receive);
    interrupted(receiver::awaitReady);
    interrupted(() -> blocking(0).receiver().receive());
    interrupted(() -> receiver.forEach(message -> {}));
    Iterator<Object> iterator = receiver.iterator();
    receiver.close();
    throwing(iterator::next);
  }

  private void pendingFutures() {
    AsyncReceiver<Object> receiver = async(1).receiver();
    List<Supplier<CompletableFuture<?>>> operations =
        List.of(
            receiver::receive,
            receiver::whenReady,
            () -> receiver.receiveMany(new ArrayList<>(), 1),
            () -> receiver.forEach(message -> {}),
            () -> receiver.forEachAsync(message -> CompletableFuture.completedFuture(message)),
            () -> receiver.forEachBatch(1, Duration.ZERO, batch -> {}));
    for (Supplier<CompletableFuture<?>> operation : operations) {
      CompletableFuture<?> pending = operation.get();
      throwing(receiver::receive);
      throwing(receiver.blocking()::receive);
      assertTrue(pending.cancel(false));
    }
  }

  private void inAnAction() {
    AsyncChannel<Object> channel = async(1);
    AsyncReceiver<Object> receiver = channel.receiver();
    AsyncSender<Object> sender = channel.sender();
    sender.trySend(MESSAGE);
    CompletableFuture<?> loop = receiver.forEach(message -> throwing(receiver::tryReceive));
    loop.cancel(false);
    sender.trySend(MESSAGE);
    receiver.drain(message -> throwing(receiver::receive), 1);
    sender.trySend(MESSAGE);
    List<Object> receiving =
        new ArrayList<>() {
          @Override
          public boolean add(Object message) {
            return receiver.tryReceive() != null;
          }
        };
    failing(receiver.receiveMany(receiving, 1));
    BlockingChannel<Object> blocking = blocking(1);
    blocking.sender().trySend(MESSAGE);
    List<Object> receivingToo =
        new ArrayList<>() {
          @Override
          public boolean add(Object message) {
            return blocking.receiver().peek() != null;
          }
        };
    throwing(() -> blocking.receiver().receiveMany(receivingToo, 1));
  }

  private void besideAnotherThread() throws Exception {
    BlockingChannel<Object> channel = blocking(1);
    BlockingReceiver<Object> receiver = channel.receiver();
    beside(
        "consumer",
        receiver::receive,
        () -> throwingSoon("thread consumer, which waits", receiver::tryReceive));
    channel.sender().trySend(MESSAGE);
    CountDownLatch isInAction = new CountDownLatch(1);
    CountDownLatch isSeen = new CountDownLatch(1);
    Executable drain =
        () ->
            receiver.drain(
                message -> {
                  isInAction.countDown();
                  awaitLatch(isSeen);
                },
                1);
    beside(
        "",
        drain,
        () -> {
          awaitLatch(isInAction);
          throwing(receiver::tryReceive);
          isSeen.countDown();
        });
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException seen) {
      Thread.currentThread().interrupt();
    }
  }

  private void failed() {
    BlockingChannel<Object> channel = blocking(1);
    channel.sender().closeExceptionally(new IOException("a test's"));
    throwing(channel.receiver()::receive);
    AsyncChannel<Object> async = async(1);
    CompletableFuture<?> receive = async.receiver().receive();
    async.sender().closeExceptionally(new IOException("a test's"));
    failing(receive);
    failing(async.receiver().terminationFuture());
  }

  // ---- futures

  private void futures() {
    AsyncChannel<Object> channel = async(1);
    AsyncReceiver<Object> receiver = channel.receiver();
    AsyncSender<Object> sender = channel.sender();
    throwing(() -> receiver.forEachAsync(0, CompletableFuture::completedFuture));
    sender.trySend(MESSAGE);
    failing(receiver.forEachAsync(message -> nothing()));
    CompletableFuture<Object> receive = receiver.receive();
    throwing(() -> receive.obtrudeValue(MESSAGE));
    throwing(() -> sender.closeFuture().obtrudeException(new IOException("a test's")));
    receive.cancel(false);
    failing(receive);
    sender.trySend(MESSAGE);
    CompletableFuture<Void> send = sender.send(MESSAGE);
    send.complete(null);
    failing(send);
    CompletableFuture<?> reserve = sender.reserve();
    receiver.tryReceive();
    assertTrue(reserve.isDone());
    reserve.cancel(false);
    failing(reserve);
  }

  @SuppressWarnings("NullAway") // which is the error
  private static CompletableFuture<Object> nothing() {
    return null;
  }

  // ---- reactive streams

  private void streams() {
    AsyncReceiver<Object> receiver = async(1).receiver();
    Flow.Publisher<Object> publisher = receiver.publisher(EndScope.HANDLE);
    publisher.subscribe(new Recorder(0)); // its failure frees the receiver
    publisher.subscribe(new Recorder(1));
  }

  /** Records what it fails with. */
  private final class Recorder implements Flow.Subscriber<Object> {
    private final long requested;

    Recorder(long requested) {
      this.requested = requested;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(requested);
    }

    @Override
    public void onNext(Object message) {}

    @Override
    public void onError(Throwable failure) {
      add(failure);
    }

    @Override
    public void onComplete() {}
  }

  // ---- selectors

  private void selecting() throws Exception {
    BlockingReceiver<Object> receiver = blocking(1).receiver();
    Selector<Object> selector = Selector.fair();
    selector.add(receiver);
    CompletableFuture<?> select = selector.selectAsync();
    throwing(selector::trySelect);
    select.cancel(false);
    beside(
        "consumer", selector::select, () -> throwingSoon("thread consumer", selector::trySelect));
    interrupted(selector::select);
    receiver.cancel();
    throwing(() -> selector.add(receiver));
    assertEquals(1, selector.size());
    selector.close();
    throwing(() -> selector.add(blocking(1).receiver()));
    Selector<Object> other = Selector.biased();
    throwing(() -> other.add(foreign()));
    throwing(() -> other.remove(foreign()));
    throwing(() -> Timers.tick(Duration.ZERO));
  }

  @SuppressWarnings("unchecked")
  private static Receiver<Object> foreign() {
    return (Receiver<Object>)
        Proxy.newProxyInstance(
            ReceiverProvocations.class.getClassLoader(),
            new Class<?>[] {Receiver.class},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            });
  }
}
