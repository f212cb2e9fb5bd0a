// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.tck.ChannelModel;
import io.github.sluice.channel.tck.ModelHandle;
import io.github.sluice.channel.tck.ModelScenario;
import io.github.sluice.channel.tck.ModelSteps;
import io.github.sluice.channel.tck.Modelled;
import io.github.sluice.channel.tck.ModelledChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/** An async channel and its model, with futures and wakers that wait. */
final class ModelledAsyncChannel extends ModelledChannel<AsyncSender<Integer>> {
  /** A waker that will not be called any more, or may be if nothing is said about it. */
  private static final class Retired {
    final CountingWaker waker;
    final int mostCalls;

    Retired(CountingWaker waker, int mostCalls) {
      this.waker = waker;
      this.mostCalls = mostCalls;
    }
  }

  private final AsyncChannel<Integer> channel;
  private final Queue<Runnable> callbacks =
      new ConcurrentLinkedQueue<>(); // if an executor defers them
  private final ModelledSends sends;
  private final List<Retired> retired = new ArrayList<>();
  private final Map<ModelHandle, CountingWaker> asking = new HashMap<>();
  private final Map<ModelHandle, SendPoller<Integer>> pollers = new HashMap<>();
  private @Nullable CountingWaker polling; // registered with the receiver, and not called
  private @Nullable CompletableFuture<Integer> receive; // outstanding
  private @Nullable List<Integer> into; // of that, if it is one of many messages

  ModelledAsyncChannel(int capacity, boolean deferred) {
    super(capacity);
    sends = new ModelledSends(model);
    channel =
        AsyncChannel.<Integer>builder(capacity)
            .executor(deferred ? callbacks::add : FutureFixture::refuse)
            .onUndelivered(this::onUndelivered)
            .build();
  }

  static Arbitrary<ModelScenario<ModelledAsyncChannel>> scenarios() {
    return ModelSteps.<ModelledAsyncChannel>common()
        .with(24, "send", ModelledAsyncChannel::send)
        .with(12, "sendTimed", ModelledAsyncChannel::sendTimed)
        .with(8, "withdrawSend", ModelledAsyncChannel::withdrawSend)
        .with(12, "reserve", ModelledAsyncChannel::reserve)
        .with(4, "withdrawRequest", ModelledAsyncChannel::withdrawRequest)
        .with(16, "receive", ModelledAsyncChannel::receive)
        .with(6, "withdrawReceive", ModelledAsyncChannel::withdrawReceive)
        .with(16, "poller.pollReady", ModelledAsyncChannel::pollReady)
        .with(12, "poller.trySend", ModelledAsyncChannel::trySendPolled)
        .with(4, "poller.close", ModelledAsyncChannel::closePoller)
        .with(12, "poll", ModelledAsyncChannel::poll)
        .upTo(80);
  }

  @Override
  protected AsyncSender<Integer> newSender() {
    return channel.sender();
  }

  @Override
  protected AsyncSender<Integer> copyOf(AsyncSender<Integer> handle) {
    return handle.copy();
  }

  @Override
  protected WeakSender<AsyncSender<Integer>> downgrade(AsyncSender<Integer> handle) {
    return handle.downgrade();
  }

  @Override
  protected Receiver<Integer> receiver() {
    return channel.receiver();
  }

  @Override
  protected boolean isReceiving() {
    return receive != null;
  }

  private void send(int choice) {
    withHandle(choice, handle -> sends.send(handle, nextMessage()));
  }

  private void sendTimed(int choice) {
    withHandle(choice, handle -> sends.sendTimed(handle, nextMessage(), choice));
  }

  private void withdrawSend(int choice) {
    sends.withdrawSend(choice);
  }

  private void reserve(int choice) {
    withHandle(choice, handle -> sends.reserve(handle, choice % 4));
  }

  private void withdrawRequest(int choice) {
    sends.withdrawRequest(choice);
  }

  private void receive(int choice) {
    if (receive != null) {
      assertThrows(IllegalStateException.class, () -> begin(choice));
      return;
    }
    boolean waits = model.size() == 0 && !model.isTerminated();
    if (waits || model.mayOrMayNotHaveEnded()) {
      receive = begin(choice);
      assertFalse(waits && receive.isDone() && !model.mayOrMayNotHaveEnded(), "received at once");
      retire(polling, 1); // it is not said whether it is replaced
      polling = null;
    } else {
      receiveNow("receive", () -> messageOf(begin(choice)));
    }
  }

  /** Begins to receive one message, in one of two ways. */
  private CompletableFuture<Integer> begin(int choice) {
    List<Integer> list = choice % 2 == 0 ? null : new ArrayList<>();
    CompletableFuture<Integer> future =
        list == null ? channel.receiver().receive() : channel.receiver().receiveMany(list, 1);
    into = list;
    return future;
  }

  /** Returns what was received, or throws what the receive has failed with. */
  private @Nullable Integer messageOf(CompletableFuture<Integer> future) {
    Integer result = ModelledSends.resultOf(future);
    if (into == null) {
      return result;
    }
    assertEquals(into.size(), result, "taken");
    return into.isEmpty() ? null : into.get(0);
  }

  private void withdrawReceive(int choice) {
    if (receive == null) {
      return;
    }
    if (choice % 3 == 0) {
      assertTrue(receive.cancel(true) || receive.isDone(), "cancel");
    } else if (choice % 3 == 1) {
      receive.complete(-1);
    } else {
      receive.completeExceptionally(new IllegalStateException("from outside"));
    }
    assertTrue(receive.isDone());
    receive = null;
  }

  private void pollReady(int choice) {
    withHandle(
        choice,
        handle -> {
          CountingWaker waker = new CountingWaker();
          boolean ready = model.pollReady(handle.model());
          assertEquals(ready, pollerOf(handle).pollReady(waker), "pollReady");
          if (ready) {
            retire(waker, 0);
          } else {
            retire(asking.put(handle.model(), waker), 0);
          }
        });
  }

  private void trySendPolled(int choice) {
    withHandle(
        choice,
        handle -> {
          Integer message = nextMessage();
          assertEquals(
              model.trySendPolled(handle.model(), message),
              pollerOf(handle).trySend(message),
              "poller.trySend");
        });
  }

  private void closePoller(int choice) {
    withHandle(
        choice,
        handle -> {
          pollerOf(handle);
          closePoller(handle.model());
        });
  }

  private void closePoller(ModelHandle handle) {
    model.closePoller(handle);
    Objects.requireNonNull(pollers.get(handle)).close();
    retire(asking.remove(handle), 0);
  }

  private SendPoller<Integer> pollerOf(Modelled<AsyncSender<Integer>, ModelHandle> handle) {
    return pollers.computeIfAbsent(handle.model(), model -> handle.real().poller());
  }

  private void poll(int choice) {
    CountingWaker waker = new CountingWaker();
    if (receive != null) {
      assertThrows(IllegalStateException.class, () -> poll(choice, waker));
      retire(waker, 0);
      return;
    }
    boolean waits = model.size() == 0 && !model.isTerminated();
    receiveNow("poll", () -> poll(choice, waker));
    if (model.mayOrMayNotHaveEnded()) {
      retire(waker, 1);
    } else if (waits) {
      retire(polling, 0);
      polling = waker;
    } else {
      retire(waker, 0);
    }
  }

  /** Polls for one message, in one of two ways. */
  private @Nullable Integer poll(int choice, CountingWaker waker) {
    if (choice % 2 == 0) {
      return channel.receiver().poll(waker);
    }
    List<Integer> list = new ArrayList<>();
    assertEquals(0, channel.receiver().pollMany(list, 0, new CountingWaker()));
    int taken = channel.receiver().pollMany(list, 1, waker);
    assertEquals(taken, list.size());
    return taken == 0 ? null : list.get(0);
  }

  private void retire(@Nullable CountingWaker waker, int mayStillBeCalled) {
    if (waker != null) {
      retired.add(new Retired(waker, Math.min(1, waker.calls() + mayStillBeCalled)));
    }
  }

  @Override
  protected void compareMore() {
    do {
      awaitAll();
      compareReceive(); // which releases capacity
      awaitAll();
    } while (sends.takeRequest(permits)); // which may have closed an older permit
    compareWakers();
    sends.compare();
    if (receive != null && model.openHandles() == 0) {
      // It is not said whether a poller is granted what the receive releases, or refused because
      // the message was sent by the last that kept the stream open.
      List.copyOf(asking.keySet()).forEach(this::closePoller);
    }
  }

  /** Waits for effects that another thread has not finished yet; as a rule there are none. */
  private void awaitAll() {
    for (int looks = 0; looks < 1000 && !hasAllHappened(); looks++) {
      LockSupport.parkNanos(100_000);
    }
  }

  private boolean hasAllHappened() {
    for (Runnable next = callbacks.poll(); next != null; next = callbacks.poll()) {
      next.run();
    }
    boolean canReceive = model.size() > 0 || model.isTerminated();
    return (receive == null || receive.isDone() || !canReceive)
        && (polling == null || polling.calls() > 0 || !canReceive)
        && sends.haveAllHappened()
        && asking.entrySet().stream()
            .allMatch(one -> one.getValue().calls() > 0 || !one.getKey().isWoken());
  }

  private void compareReceive() {
    if (receive == null) {
      return;
    }
    if (model.size() > 0) {
      assertEquals(model.tryReceive(), messageOf(receive), "the outstanding receive");
      receive = null;
    } else if (model.mayOrMayNotHaveEnded() ? receive.isDone() : model.isTerminated()) {
      CompletableFuture<Integer> ended = receive;
      receiveNow("the outstanding receive at the end", () -> messageOf(ended));
      receive = null;
    } else {
      assertFalse(receive.isDone(), "the outstanding receive has nothing to receive");
    }
  }

  private void compareWakers() {
    if (polling != null) {
      assertTrue(polling.calls() <= 1, "A3");
      if (model.receiver() == ChannelModel.ReceiverState.CANCELLED) {
        retire(polling, 1); // released; WakerTest is about whether it is called before
        polling = null;
      } else if (model.size() > 0 || model.isTerminated()) {
        assertEquals(1, polling.calls(), "the receiver's waker");
        retire(polling, 0);
        polling = null;
      }
    }
    asking.entrySet().removeIf(entry -> hasBeenGranted(entry.getKey(), entry.getValue()));
    for (Retired one : retired) {
      assertTrue(one.waker.calls() <= one.mostCalls, "a waker called after its time");
    }
  }

  private boolean hasBeenGranted(ModelHandle handle, CountingWaker waker) {
    if (handle.takeWoken()) {
      assertEquals(1, waker.calls(), "the waker of a handle that was granted a permit");
      retire(waker, 0);
      return true;
    }
    assertEquals(0, waker.calls(), "the waker of a handle that must wait");
    return false;
  }

  @Override
  public String toString() {
    return channel.toString();
  }
}
