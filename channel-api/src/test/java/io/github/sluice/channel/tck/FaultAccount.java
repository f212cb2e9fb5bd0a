// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was sent to a channel and received from it while an operation was ended by an Error, and the
 * check that the channel has survived.
 */
final class FaultAccount {
  private static final int LAST = 1000;

  private final TestedChannel<Integer> channel;
  private final Sender<Integer> sender;
  private final Receiver<Integer> receiver;
  private final Set<Integer> accepted = new HashSet<>();
  private final Set<Integer> uncertain = new HashSet<>();
  private final Map<Integer, Pending<?>> sends = new LinkedHashMap<>();
  private final List<Pending<@Nullable Integer>> receives = new ArrayList<>();
  private final List<CompletableFuture<?>> others = new ArrayList<>();
  private final List<Integer> received = new ArrayList<>(100);
  private Runnable usable = () -> {};

  FaultAccount(TestedChannel<Integer> channel, Sender<Integer> sender) {
    this.channel = channel;
    this.sender = sender;
    this.receiver = channel.receiver();
  }

  /** A send has returned. */
  void sent(Integer message, @Nullable SendResult result) {
    uncertain.remove(message);
    if (result == SendResult.SENT) {
      accepted.add(message);
    }
  }

  /** A send is about to begin that an Error may end: then nothing is known of the message. */
  void mayBeSent(Integer message) {
    uncertain.add(message);
  }

  /** A receive is about to begin that an Error may end. */
  void mayBeLost(Integer message) {
    uncertain.add(message);
  }

  /** The same for all that has been sent or waits to be. */
  void allMayBeLost() {
    uncertain.addAll(accepted);
    uncertain.addAll(sends.keySet());
  }

  /** A future that must be complete when everything waiting is. */
  void mustEnd(CompletableFuture<?> future) {
    others.add(future);
  }

  /** There is something more to check if the channel is usable. */
  void thenUsable(Runnable check) {
    usable = check;
  }

  /** The operation has completed, so that it is known what has become of the messages. */
  void completed() {
    uncertain.clear();
  }

  /** A send has begun. */
  void waits(Integer message, Pending<?> send) {
    sends.put(message, send);
  }

  /** A receive has begun. */
  void receives(Pending<@Nullable Integer> receive) {
    receives.add(receive);
  }

  /** A receive has returned. */
  void received(@Nullable Integer message) {
    if (message != null) {
      received.add(message);
    }
  }

  List<Integer> received() {
    return received;
  }

  /** Withdraws an operation that waits, if there is one. */
  @Nullable Object withdrawOne() {
    Stream.concat(sends.values().stream(), receives.stream())
        .findFirst()
        .ifPresent(Pending::withdraw);
    return null;
  }

  boolean hasThreads() {
    return Stream.concat(sends.values().stream(), receives.stream())
        .anyMatch(pending -> pending instanceof PendingThread);
  }

  // ---- the check

  void check(Collection<Integer> undelivered) throws Exception {
    completeReceives();
    Watchdog.await("the waiting sends to complete", channel, this::haveSendsCompleted);
    if (!sender.isClosed()) {
      checkUsable();
    }
    sender.close();
    checkEnded();
    settleSends();
    checkMessages(undelivered);
  }

  /** Sends something, if a receive still waits, for which the channel must have capacity. */
  private void completeReceives() {
    int message = LAST;
    for (Pending<@Nullable Integer> receive : receives) {
      if (!receive.isDone()) {
        sent(message, sender.trySend(message));
        message++;
      }
      try {
        received(receive.await());
      } catch (CancellationException withdrawn) { // by the operation
      } catch (ChannelFailedException end) {
        assertTrue(receiver.isTerminated());
      }
    }
  }

  private boolean haveSendsCompleted() {
    takeAll();
    return sends.values().stream().allMatch(Pending::isDone)
        && others.stream().allMatch(CompletableFuture::isDone);
  }

  private void takeAll() {
    try {
      for (Integer message = receiver.tryReceive();
          message != null;
          message = receiver.tryReceive()) {
        received.add(message);
      }
    } catch (ChannelFailedException end) {
      assertTrue(receiver.isTerminated());
    }
  }

  /** All the capacity is there, a receive can wait, and a send can. */
  private void checkUsable() {
    takeAll();
    int capacity = sender.capacity();
    assertEquals(0, sender.size());
    assertEquals(capacity, sender.remainingCapacity(), "capacity that is not given back");
    ContractPart.fill(sender, LAST, capacity);
    assertEquals(SendResult.FULL, sender.trySend(LAST + capacity));
    Pending<?> send = channel.beginSend(sender, LAST + capacity);
    assertEquals(LAST, receiver.tryReceive());
    send.await();
    assertEquals(ContractPart.numbers(LAST + 1, capacity), ContractPart.takeAll(receiver));
    Pending<@Nullable Integer> receive = channel.beginReceive();
    assertEquals(SendResult.SENT, sender.trySend(LAST));
    assertEquals(LAST, receive.await());
    usable.run();
  }

  /** Everything has been received, and there are no handles any more. */
  private void checkEnded() {
    takeAll();
    Watchdog.await("the end", channel, receiver::isTerminated);
    Watchdog.get("closeFuture()", channel, sender.closeFuture());
    assertEquals(SendResult.CLOSED, sender.trySend(LAST));
  }

  private void settleSends() {
    for (Map.Entry<Integer, Pending<?>> entry : sends.entrySet()) {
      Integer message = entry.getKey();
      try {
        Object result = entry.getValue().await();
        sent(message, result == null ? SendResult.SENT : (SendResult) result);
      } catch (ChannelClosedException | CancellationException notSent) {
        sent(message, SendResult.CLOSED);
      } catch (AssertionError e) {
        if (!(e.getCause() instanceof VirtualMachineError)) { // of the thread that waited
          throw e;
        }
        uncertain.add(message);
      }
    }
  }

  private void checkMessages(Collection<Integer> undelivered) {
    Set<Integer> ends = new HashSet<>();
    for (Collection<Integer> end : List.of(received, undelivered)) {
      for (Integer message : end) {
        assertTrue(ends.add(message) || uncertain.contains(message), message + " came twice");
      }
    }
    for (Integer message : accepted) {
      assertTrue(ends.contains(message) || uncertain.contains(message), message + " is lost");
    }
    for (Integer message : ends) {
      assertTrue(
          accepted.contains(message) || uncertain.contains(message), message + " was not sent");
    }
  }
}
