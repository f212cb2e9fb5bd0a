// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.ReceiverSignal;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.sync.BlockingChannel;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The blocking channel. A thread that would park here does what it would before that, and leaves
 * its signal behind; being unparked is being called.
 */
final class BlockingSubject extends ChannelSubject {
  private static final VarHandle CORE = core();

  private final ChannelCore<Integer> core;
  private final BlockingReceiver<Integer> receiver;

  BlockingSubject(int capacity) {
    this(capacity, new AtomicInteger());
  }

  private BlockingSubject(int capacity, AtomicInteger undelivered) {
    this(BlockingChannel.bounded(capacity, message -> undelivered.incrementAndGet()), undelivered);
  }

  private BlockingSubject(BlockingChannel<Integer> channel, AtomicInteger undelivered) {
    super(channel.sender(), channel.receiver(), undelivered);
    core = coreOf(channel);
    receiver = channel.receiver();
  }

  private static VarHandle core() {
    try {
      return MethodHandles.privateLookupIn(BlockingChannel.class, MethodHandles.lookup())
          .findVarHandle(BlockingChannel.class, "core", ChannelCore.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static ChannelCore<Integer> coreOf(BlockingChannel<Integer> channel) {
    return (ChannelCore<Integer>) CORE.get(channel);
  }

  /** As ParkingSender does when it has tried for long enough. */
  @Override
  CompletableFuture<Void> send(Integer message) {
    switch (trySend(message)) {
      case SENT -> {
        return CompletableFuture.completedFuture(null);
      }
      case CLOSED -> {
        return CompletableFuture.failedFuture(core.closedException(message));
      }
      default -> {
        return core.tryRetain()
            ? new ParkedSend(core, message).queue()
            : CompletableFuture.failedFuture(core.closedException(message));
      }
    }
  }

  @Override
  void receiveMany(Collection<Integer> into, int limit) {
    try {
      receiver.receiveMany(into, limit);
    } catch (InterruptedException e) {
      throw new AssertionError("nothing interrupts it", e);
    }
  }

  /** As ParkingReceiver.park does. */
  @Override
  Wait receiveOrWait(Waker waker) {
    Parked signal = new Parked(waker);
    while (true) {
      if (receiver.tryReceive() != null) {
        return Wait.MESSAGE;
      }
      if (receiver.isTerminated()) {
        return Wait.ENDED;
      }
      if (core.register(signal)) {
        return Wait.WAITING;
      }
    }
  }

  /** A receiver's thread that is parked. */
  private static final class Parked extends ReceiverSignal {
    private final Waker waker;

    Parked(Waker waker) {
      this.waker = waker;
    }

    @Override
    public Notification signal() {
      return alone();
    }

    @Override
    public void deliver() {
      waker.wake();
    }
  }
}
