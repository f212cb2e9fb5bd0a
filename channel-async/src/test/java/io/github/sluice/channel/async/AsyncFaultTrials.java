// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.PendingSendsExceededException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.tck.CommonFaultTrials;
import io.github.sluice.channel.tck.FaultTrial;
import io.github.sluice.channel.tck.FaultTrials;
import io.github.sluice.channel.tck.TestedChannel;
import io.github.sluice.channel.tck.Watchdog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The operations of an async channel, where the stack or the heap ends. */
final class AsyncFaultTrials {
  private static final Integer MESSAGE = FaultTrial.MESSAGE;
  private static final Duration LONG = Duration.ofHours(1);

  private final FaultTrials trials = new FaultTrials();

  private AsyncFaultTrials() {}

  /** Runs in a virtual machine of its own. */
  public static void main(String... args) throws Exception {
    AsyncFaultTrials all = new AsyncFaultTrials();
    CommonFaultTrials.add(all.trials, AsyncFaultTrials::create);
    all.addSends();
    all.addReceives();
    all.addWithdrawals();
    all.trials.run(args);
  }

  private static TestedChannel<Integer> create(int capacity, Consumer<? super Integer> lost) {
    return new FutureFixture.Tested<>(
        AsyncChannel.<Integer>builder(capacity).onUndelivered(lost).build());
  }

  private static TestedChannel<Integer> createLimited(
      int capacity, Consumer<? super Integer> lost) {
    return new FutureFixture.Tested<>(
        AsyncChannel.<Integer>builder(capacity).onUndelivered(lost).maxPendingSends(2).build());
  }

  private static FaultTrial trial() {
    return new FaultTrial(AsyncFaultTrials::create, 2);
  }

  private static FaultTrial limited() {
    return new FaultTrial(AsyncFaultTrials::createLimited, 2);
  }

  private static FaultTrial granting() {
    return trial().full().withWaitingSends(3);
  }

  private static AsyncSender<Integer> sender(FaultTrial trial) {
    return (AsyncSender<Integer>) trial.sender();
  }

  private static AsyncReceiver<Integer> receiver(FaultTrial trial) {
    return (AsyncReceiver<Integer>) trial.receiver();
  }

  // ---- sends

  private void addSends() {
    trials.add("send", () -> send(trial()));
    trials.add("send to a waiting receive", () -> send(trial().withWaitingReceive()));
    trials.add("send to a waiting forEach", () -> sendToForEach(trial()));
    trials.add("send to a subscription", () -> sendToSubscription(trial()));
    trials.add("send that waits", () -> send(trial().full()));
    trials.add("send that waits and is counted", () -> limit(send(limited().full())));
    trials.add("timed send that waits", () -> sendTimed(trial().full()));
    trials.add("timed send that waits and is counted", () -> limit(sendTimed(limited().full())));
    trials.add("reserve", () -> reserve(trial()));
    trials.add("reserve that waits", () -> reserve(trial().full()));
    trials.add("reserve that waits and is counted", () -> limit(reserve(limited().full())));
    trials.add("pollReady", () -> pollReady(trial()));
    trials.add("pollReady that waits", () -> pollReady(trial().full()));
  }

  private static FaultTrial send(FaultTrial trial) {
    AsyncSender<Integer> sender = sender(trial);
    return trial.beginsSend(() -> sender.send(MESSAGE));
  }

  /** The action runs inside of the send, and may be ended by the Error with its message. */
  private static FaultTrial sendToForEach(FaultTrial trial) {
    AsyncReceiver<Integer> receiver = receiver(trial);
    CompletableFuture<?> loop = receiver.forEach(trial.received()::add);
    return send(trial.receivesMany(() -> null))
        .then(
            () -> {
              loop.cancel(false);
              Watchdog.get("the last action", trial, receiver.whenIdle());
            });
  }

  private static FaultTrial sendToSubscription(FaultTrial trial) {
    FaultSubscriber subscriber = new FaultSubscriber(trial.received());
    receiver(trial).publisher().subscribe(subscriber);
    return send(trial.receivesMany(() -> null)).then(subscriber::cancel);
  }

  private static FaultTrial sendTimed(FaultTrial trial) {
    AsyncSender<Integer> sender = sender(trial);
    return trial.beginsSend(() -> sender.trySend(MESSAGE, LONG));
  }

  private static FaultTrial reserve(FaultTrial trial) {
    AsyncSender<Integer> sender = sender(trial);
    return trial.beginsReserve(() -> sender.reserve(2));
  }

  private static FaultTrial pollReady(FaultTrial trial) {
    SendPoller<Integer> poller = sender(trial).poller();
    return trial.runs(() -> poller.pollReady(() -> {})).then(poller::close);
  }

  /** Checks afterwards that the limit of pending sends is what it was. */
  private static FaultTrial limit(FaultTrial trial) {
    AsyncSender<Integer> handle = sender(trial).copy();
    trial.then(
        () -> {
          if (trial.sender().isClosed()) { // nothing is usable any more
            handle.close();
          }
        });
    return trial.thenLast(
        () -> {
          handle.trySend(1);
          handle.trySend(2);
          List<CompletableFuture<?>> waiting = List.of(handle.send(3), handle.send(4));
          CompletableFuture<?> exceeding = handle.send(5);
          assertThrows(
              PendingSendsExceededException.class,
              () -> Watchdog.get("a send too many", trial, exceeding));
          for (CompletableFuture<?> send : waiting) {
            assertFalse(send.isDone(), send::toString);
            send.cancel(false);
          }
          receiver(trial).drain(message -> {}, 2);
          handle.close();
        });
  }

  // ---- receives

  private void addReceives() {
    trials.add("receive", () -> receive(trial().full()));
    trials.add("receive that waits", () -> receive(trial()));
    trials.add("receive that grants sends", () -> receive(granting()));
    trials.add("receiveMany that waits", () -> receiveMany(trial()));
    trials.add("receiveMany that grants sends", () -> receiveMany(granting()));
    trials.add("forEach that waits", () -> forEach(trial()));
    trials.add("forEach that grants sends", () -> forEach(granting()));
    trials.add("poll that waits", () -> poll(trial()));
    trials.add("poll that grants sends", () -> poll(granting()));
    trials.add("pollMany that grants sends", () -> pollMany(granting()));
    trials.add("publisher that waits", () -> subscribe(trial()));
    trials.add("publisher that grants sends", () -> subscribe(granting()));
  }

  private static FaultTrial receive(FaultTrial trial) {
    return trial.beginsReceive(receiver(trial)::receive);
  }

  private static FaultTrial receiveMany(FaultTrial trial) {
    AsyncReceiver<Integer> receiver = receiver(trial);
    return trial.receivesMany(
        () -> receiver.receiveMany(trial.received(), 2), AsyncFaultTrials::cancel);
  }

  private static FaultTrial forEach(FaultTrial trial) {
    AsyncReceiver<Integer> receiver = receiver(trial);
    Consumer<Integer> action = trial.received()::add;
    return trial.receivesMany(() -> receiver.forEach(action), AsyncFaultTrials::cancel);
  }

  private static void cancel(Object future) {
    ((CompletableFuture<?>) future).cancel(false);
  }

  private static FaultTrial poll(FaultTrial trial) {
    AsyncReceiver<Integer> receiver = receiver(trial);
    return trial.receives(() -> receiver.poll(() -> {}));
  }

  private static FaultTrial pollMany(FaultTrial trial) {
    AsyncReceiver<Integer> receiver = receiver(trial);
    return trial.receivesMany(() -> receiver.pollMany(trial.received(), 2, () -> {}));
  }

  private static FaultTrial subscribe(FaultTrial trial) {
    AsyncReceiver<Integer> receiver = receiver(trial);
    FaultSubscriber subscriber = new FaultSubscriber(trial.received());
    return trial
        .receivesMany(
            () -> {
              receiver.publisher().subscribe(subscriber);
              return null;
            })
        .then(subscriber::cancel);
  }

  // ---- withdrawals

  private void addWithdrawals() {
    trials.add("cancel of a send", () -> cancelSend(granting()));
    trials.add("cancel of a timed send", () -> cancelTimedSend(granting()));
    trials.add("cancel of a reserve that grants sends", () -> cancelReserve(trial().holding(1)));
    trials.add("cancel of a receive", () -> cancelReceive(trial()));
    trials.add("close of a handle that grants sends", () -> closePoller(trial().full()));
  }

  private static FaultTrial cancelSend(FaultTrial trial) {
    CompletableFuture<?> send = sender(trial).send(MESSAGE);
    trial.waitsFor(MESSAGE, send);
    return trial.runs(() -> send.cancel(false));
  }

  private static FaultTrial cancelTimedSend(FaultTrial trial) {
    CompletableFuture<?> send = sender(trial).trySend(MESSAGE, LONG);
    trial.waitsFor(MESSAGE, send);
    return trial.runs(() -> send.cancel(false));
  }

  private static FaultTrial cancelReserve(FaultTrial trial) {
    CompletableFuture<Permit<Integer>> reserve = sender(trial).reserve(2);
    trial.waitsForPermit(reserve);
    return trial.withWaitingSends(2).runs(() -> reserve.cancel(false));
  }

  private static FaultTrial cancelReceive(FaultTrial trial) {
    CompletableFuture<Integer> receive = receiver(trial).receive();
    trial.waitsForMessage(receive);
    return trial.runs(() -> receive.cancel(false));
  }

  /** The poller has a permit, which a send waits for. */
  private static FaultTrial closePoller(FaultTrial trial) {
    SendPoller<Integer> poller = sender(trial).poller();
    poller.pollReady(() -> {});
    trial.received().add(receiver(trial).tryReceive());
    return trial
        .withWaitingSends(2)
        .runs(
            () -> {
              poller.close();
              return null;
            })
        .then(poller::close);
  }
}
