// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One operation on a channel of its own, run where an Error may end it, and a check of the channel
 * afterwards: the channel must be usable, or else ended, and everything that waited must complete.
 */
public final class FaultTrial {
  /** The message that the operation sends. */
  public static final Integer MESSAGE = 100;

  private static final Integer OTHER_MESSAGE = 102;

  private final TestedChannel<Integer> channel;
  private final Sender<Integer> sender;
  private final Receiver<Integer> receiver;
  private final FaultAccount account;
  private final Queue<Integer> undelivered;
  private final List<Permit<Integer>> permits = new ArrayList<>();
  private final List<CompletableFuture<Permit<Integer>>> reserves = new ArrayList<>();
  private Callable<?> operation = () -> null;
  private Consumer<@Nullable Object> settle = result -> {};
  private Runnable afterwards = () -> {};

  private @Nullable Object result;
  private @Nullable Throwable thrown;
  private boolean completed;

  // Of an injection.
  private boolean usesReceiver;
  private boolean isInjected;
  private @Nullable Injection injection;
  private @Nullable Thread other;
  private volatile @Nullable Object othersResult;
  private volatile @Nullable Throwable othersFailure;

  /**
   * Creates a trial that does nothing yet.
   *
   * @param factory creates the channel
   * @param capacity its capacity
   */
  public FaultTrial(FaultTrials.Factory factory, int capacity) {
    undelivered = new ConcurrentLinkedQueue<>();
    channel = factory.create(capacity, undelivered::add);
    sender = channel.sender();
    receiver = channel.receiver();
    account = new FaultAccount(channel, sender);
  }

  // ---- what there is before

  /** Returns the channel. */
  public TestedChannel<Integer> channel() {
    return channel;
  }

  /** Returns the handle through which everything is sent. */
  public Sender<Integer> sender() {
    return sender;
  }

  /** Returns the receiver. */
  public Receiver<Integer> receiver() {
    return receiver;
  }

  /** Fills the channel. */
  public FaultTrial full() {
    return holding(sender.capacity());
  }

  /** Sends messages that fit. */
  public FaultTrial holding(int messages) {
    for (int message = 0; message < messages; message++) {
      account.sent(message, sender.trySend(message));
    }
    return this;
  }

  /** Begins sends that have to wait. */
  public FaultTrial withWaitingSends(int sends) {
    for (int message = 50; message < 50 + sends; message++) {
      account.waits(message, channel.beginSend(sender, message));
    }
    return this;
  }

  /** Begins a receive that has to wait. */
  public FaultTrial withWaitingReceive() {
    usesReceiver = true;
    account.receives(channel.beginReceive());
    return this;
  }

  /** Adds a send that has begun. */
  public void waitsFor(Integer message, CompletableFuture<?> send) {
    account.waits(message, new FaultFuture<>(channel, send));
  }

  /** Adds a receive that has begun. */
  public void waitsForMessage(CompletableFuture<@Nullable Integer> receive) {
    usesReceiver = true;
    account.receives(new FaultFuture<>(channel, receive));
  }

  /** Adds a request for a permit that has begun; the permit is closed after the operation. */
  public void waitsForPermit(CompletableFuture<Permit<Integer>> reserve) {
    reserves.add(reserve);
  }

  /** Takes a permit, which is closed after the operation. */
  public Permit<Integer> permit(int messages) {
    Permit<Integer> permit = ContractPart.reserve(sender, messages);
    permits.add(permit);
    return permit;
  }

  // ---- the operation

  /** Runs something whose result does not matter. */
  public FaultTrial runs(Callable<?> operation) {
    return runs(operation, ignored -> {});
  }

  /** Runs something, and does something with the result afterwards, if there is one. */
  public FaultTrial runs(Callable<?> operation, Consumer<@Nullable Object> settle) {
    this.operation = operation;
    this.settle = settle;
    return this;
  }

  /** Sends {@link #MESSAGE}. */
  public FaultTrial sends(Callable<SendResult> operation) {
    account.mayBeSent(MESSAGE);
    return runs(operation, sent -> account.sent(MESSAGE, (SendResult) sent));
  }

  /** Sends from a queue; what is no longer in it has been sent, also if an Error has ended that. */
  public FaultTrial sendsFrom(Queue<Integer> queue, Callable<?> operation) {
    List<Integer> messages = List.copyOf(queue);
    messages.forEach(account::mayBeSent);
    return then(() -> messages.forEach(message -> account.sent(message, fate(queue, message))))
        .runs(operation);
  }

  private static SendResult fate(Queue<Integer> queue, Integer message) {
    return queue.contains(message) ? SendResult.FULL : SendResult.SENT;
  }

  /** Sends {@link #MESSAGE} with a future, which may have to wait. */
  public FaultTrial beginsSend(Callable<CompletableFuture<?>> operation) {
    account.mayBeSent(MESSAGE);
    return runs(operation, send -> account.waits(MESSAGE, new FaultFuture<>(channel, send)));
  }

  /** Receives a message; the first one that the channel holds may be lost with an Error. */
  public FaultTrial receives(Callable<@Nullable Integer> operation) {
    usesReceiver = true;
    account.mayBeLost(0);
    return runs(operation, message -> account.received((Integer) message));
  }

  /** Receives messages into {@link #received()}; the channel may lose what an Error ends. */
  public FaultTrial receivesMany(Callable<?> operation) {
    return receivesMany(operation, ignored -> {});
  }

  /** The same, and does something with the result afterwards. */
  public FaultTrial receivesMany(Callable<?> operation, Consumer<@Nullable Object> settle) {
    usesReceiver = true;
    account.allMayBeLost();
    return runs(operation, settle);
  }

  /** Receives a message with a future, which may have to wait. */
  public FaultTrial beginsReceive(Callable<CompletableFuture<@Nullable Integer>> operation) {
    usesReceiver = true;
    account.mayBeLost(0);
    return runs(operation, receive -> account.receives(new FaultFuture<>(channel, receive)));
  }

  /** Takes a permit, or null. */
  @SuppressWarnings("unchecked")
  public FaultTrial reserves(Callable<@Nullable Permit<Integer>> operation) {
    return runs(
        operation,
        permit -> {
          if (permit != null) {
            permits.add((Permit<Integer>) permit);
          }
        });
  }

  /** Takes a permit with a future, which may have to wait. */
  @SuppressWarnings("unchecked")
  public FaultTrial beginsReserve(Callable<CompletableFuture<Permit<Integer>>> operation) {
    return runs(operation, reserve -> waitsForPermit((CompletableFuture<Permit<Integer>>) reserve));
  }

  /** Returns where an operation that receives many puts them. */
  public List<Integer> received() {
    return account.received();
  }

  /** Adds what runs before the channel is checked. */
  public FaultTrial then(Runnable afterwards) {
    this.afterwards = afterwards;
    return this;
  }

  /** Adds a check that runs when the channel is known to be usable. */
  public FaultTrial thenLast(Runnable check) {
    account.thenUsable(check);
    return this;
  }

  // ---- the trial

  /** Returns whether threads wait in the channel. */
  boolean hasThreads() {
    return account.hasThreads();
  }

  /** Runs the operation. Calls nothing after that, for which there might be no stack. */
  void attempt() {
    try {
      result = operation.call();
      completed = true;
    } catch (Throwable t) {
      thrown = t;
    }
  }

  /** Runs the operation, with something injected at one of its steps. */
  void attemptWith(Injection what, int step) {
    injection = what;
    InjectionPoints.arm(step, what == Injection.ALLOCATION_FAILURE, this::inject);
    attempt();
    isInjected = InjectionPoints.disarm();
    Thread.interrupted();
    if (other != null) {
      Watchdog.join(other, this);
    }
  }

  private void inject() {
    switch (Objects.requireNonNull(injection)) {
      case ALLOCATION_FAILURE -> throw new OutOfMemoryError("injected");
      case INTERRUPT -> Thread.currentThread().interrupt();
      case UNPARK -> LockSupport.unpark(Thread.currentThread());
      case SEND -> beside(() -> sender.trySend(OTHER_MESSAGE));
      case RECEIVE -> beside(usesReceiver ? () -> null : receiver::tryReceive);
      case WITHDRAWAL -> beside(account::withdrawOne);
      case CLOSE -> besideRun(receiver::close);
      case CANCEL -> besideRun(receiver::cancel);
      case HANDLE_CLOSE -> besideRun(sender::close);
      case FAILURE -> {
        Exception cause = new Exception("injected");
        besideRun(() -> sender.closeExceptionally(cause));
      }
    }
  }

  private void besideRun(Runnable task) {
    beside(Executors.callable(task));
  }

  /** Has another thread do something, until that is done or waits for this one. */
  private void beside(Callable<?> task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                othersResult = task.call();
              } catch (Throwable t) {
                othersFailure = t;
              }
            });
    other = thread;
    thread.setDaemon(true);
    thread.start();
    Watchdog.await(
        "what is injected", this, () -> !thread.isAlive() || PendingThread.isWaiting(thread));
  }

  /** Returns whether something has been injected. */
  boolean isInjected() {
    return isInjected;
  }

  private void settleOther() {
    Object done = othersResult;
    if (done instanceof SendResult sent) {
      account.sent(OTHER_MESSAGE, sent);
    } else if (done instanceof Integer message) {
      account.received(message);
    }
  }

  /** Returns whether an operation may end so because of what has been injected. */
  private boolean isDueToInjection(Throwable failure) {
    Injection injected = isInjected ? injection : null;
    return injected == Injection.INTERRUPT
        ? failure instanceof InterruptedException
        : injected != null
            && injected.compareTo(Injection.CLOSE) >= 0
            && (failure instanceof ChannelClosedException
                || failure instanceof ChannelFailedException
                || failure instanceof NoSuchElementException);
  }

  /** Returns whether an Error ended the operation. */
  boolean isFaulted() {
    return !completed;
  }

  @Override
  public String toString() {
    return channel + " after " + thrown;
  }

  /** Checks the channel. */
  void check() throws Exception {
    boolean isRefused = thrown != null && isDueToInjection(thrown);
    if (thrown != null && !isRefused && !isOfTheMachine(thrown)) {
      throw new AssertionError("thrown by the operation", thrown);
    }
    if (othersFailure != null && !(othersFailure instanceof ChannelClosedException)) {
      throw new AssertionError("thrown by what was injected", othersFailure);
    }
    try {
      if (completed || isRefused) {
        account.completed();
      }
      if (completed) {
        settle.accept(result);
      }
      settleOther();
      afterwards.run();
      permits.forEach(Permit::close);
      for (CompletableFuture<Permit<Integer>> reserve : reserves) {
        account.mustEnd(reserve.thenAccept(Permit::close));
      }
      account.check(undelivered);
    } catch (Throwable failure) {
      addFaultTo(failure);
      throw failure;
    }
  }

  /** Adds to a failure of the check what ended the operation. */
  void addFaultTo(Throwable failure) {
    if (thrown != null) {
      failure.addSuppressed(thrown);
    }
  }

  private static boolean isOfTheMachine(@Nullable Throwable thrown) {
    return thrown != null
        && (thrown instanceof VirtualMachineError || isOfTheMachine(thrown.getCause()));
  }
}
