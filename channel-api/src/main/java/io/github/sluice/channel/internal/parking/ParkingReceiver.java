// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ReceiverHandle;
import io.github.sluice.channel.internal.core.ReceiverLease;
import io.github.sluice.channel.internal.jfr.ChannelEvents;
import io.github.sluice.channel.internal.jfr.ChannelEvents.RecordedWait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The receiver whose thread tries, tries again for a while, and then registers and parks. */
public final class ParkingReceiver<T> extends ReceiverHandle<T> implements BlockingReceiver<T> {
  /** The longest sleep in nanoseconds while the next sender is stalled. */
  private static final long LONGEST_STALL = 1_000_000;

  /** What has the lease while a thread waits. */
  private final ThreadSignal signal = new ThreadSignal();

  private final Backoff backoff;
  private final IntSupplier messages = this::size;

  public ParkingReceiver(ChannelCore<T> core) {
    super(core);
    backoff = new Backoff(core.waitStrategy(), core.capacity(), false, System::nanoTime);
  }

  // ---- one message

  @Override
  public @Nullable T receive() throws InterruptedException {
    return receive(Deadline.NONE);
  }

  @Override
  public @Nullable T tryReceive(Duration timeout) throws InterruptedException {
    return receive(Deadline.after(timeout));
  }

  private @Nullable T receive(Deadline deadline) throws InterruptedException {
    while (true) {
      core.lease().requireUsable();
      T message = core.tryReceive(SpinWait.BRIEFLY);
      if (message != null || isOver(deadline) || !await(deadline)) {
        return message;
      }
    }
  }

  // ---- many messages

  @Override
  public int receiveMany(Collection<? super T> into, int limit) throws InterruptedException {
    return receiveMany(into, limit, Deadline.NONE);
  }

  @Override
  public int tryReceiveMany(Collection<? super T> into, int limit, Duration timeout)
      throws InterruptedException {
    return receiveMany(into, limit, Deadline.after(timeout));
  }

  private int receiveMany(Collection<? super T> into, int limit, Deadline deadline)
      throws InterruptedException {
    Objects.requireNonNull(into, "into");
    while (true) {
      int taken = moveTo(into, limit, SpinWait.BRIEFLY);
      if (taken > 0 || limit == 0 || isOver(deadline) || !await(deadline)) {
        return taken;
      }
    }
  }

  @Override
  public int receiveMany(Collection<? super T> into, int limit, Duration linger)
      throws InterruptedException {
    Objects.requireNonNull(linger, "linger");
    int taken = receiveMany(into, limit, Deadline.NONE);
    if (taken > 0 && taken < limit) {
      taken += receiveMore(into, limit - taken, Deadline.after(linger));
    }
    return taken;
  }

  /** Takes more for a batch that has a message, until the deadline, an interrupt or the end. */
  private int receiveMore(Collection<? super T> into, int limit, Deadline deadline) {
    int taken = 0;
    while (taken < limit && !deadline.hasExpired() && !isTerminated() && awaitMore(deadline)) {
      taken += moveTo(into, limit - taken, SpinWait.BRIEFLY);
    }
    return taken;
  }

  private boolean awaitMore(Deadline deadline) {
    try {
      return awaitReady(deadline);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // success comes first (I1)
    } catch (ChannelFailedException next) { // the next receive throws it
    }
    return false;
  }

  @Override
  public void forEachBatch(int limit, Duration linger, Consumer<? super List<T>> action) {
    Objects.requireNonNull(linger, "linger");
    Objects.requireNonNull(action, "action");
    requirePositive(limit);
    Messages<T> messages = new Messages<>(this);
    while (messages.hasNext()) {
      List<T> batch = new ArrayList<>();
      try {
        int taken = moveTo(batch, limit, SpinWait.FOREVER);
        if (taken > 0) {
          receiveMore(batch, limit - taken, Deadline.after(linger));
        }
      } finally { // also what was taken before onUndelivered has thrown
        if (!batch.isEmpty()) {
          action.accept(batch);
        }
      }
    }
  }

  @Override
  public void forEach(Consumer<? super T> action) {
    new Messages<>(this).forEachRemaining(action);
  }

  @Override
  public Iterator<T> iterator() {
    return new Messages<>(this);
  }

  @Override
  public Stream<T> stream() {
    return StreamSupport.stream(new Messages<>(this), false);
  }

  // ---- waiting

  @Override
  public boolean awaitReady() throws InterruptedException {
    return awaitReady(Deadline.NONE);
  }

  @Override
  public boolean awaitReady(Duration timeout) throws InterruptedException {
    return awaitReady(Deadline.after(timeout));
  }

  private boolean awaitReady(Deadline deadline) throws InterruptedException {
    core.lease().requireUsable();
    if (core.lease().isCancelled()) {
      return false; // what is left is discarded
    }
    return peek(SpinWait.BRIEFLY) != null || (!isOver(deadline) && await(deadline));
  }

  /**
   * Waits for a message and leaves it in the channel. No other thread can take it, but for one that
   * cancels the channel.
   *
   * @return true if there is one; false if the deadline has expired or the stream has ended
   */
  private boolean await(Deadline deadline) throws InterruptedException {
    StackReserve.require(); // until the lease has been released
    Object formerHolder = core.lease().acquire(signal);
    if (formerHolder == ReceiverLease.DISCARDING) {
      return false;
    }
    try {
      if (core.isRendezvous()) {
        return awaitHandover(deadline);
      }
      int limit = backoff.spins();
      int step = 0;
      while (backoff.pause(step, limit)) {
        if (core.peek(SpinWait.BRIEFLY) != null) {
          backoff.adapt(step, limit);
          backoff.awaitBatch(messages);
          return true;
        }
        if (isOver(deadline)) {
          return false;
        }
        step++;
      }
      backoff.adapt(step, limit);
      return park(deadline);
    } finally {
      Notification due = core.isRendezvous() ? core.grantReleased() : null;
      try {
        core.releaseLease(formerHolder);
      } finally {
        core.deliver(due);
      }
    }
  }

  /** As {@link #await}, with capacity 0: registers first, so that a sender can hand over. */
  private boolean awaitHandover(Deadline deadline) throws InterruptedException {
    try {
      int limit = backoff.spins();
      int step = 0;
      while (core.look(SpinWait.FOREVER) == null) {
        if (isOver(deadline)) {
          return false;
        }
        if (!core.register(signal)) {
          continue; // a sender waits, or has handed over, or the stream has ended
        }
        while (!core.isReceiverNotified() && !deadline.hasExpired() && backoff.pause(step, limit)) {
          step++;
        }
        backoff.adapt(step, limit);
        if (!core.isReceiverNotified()) {
          parkUntilNotified(deadline);
        }
      }
      return true;
    } finally {
      core.forgetSignal();
    }
  }

  /** Parks until a message has been handed over, unless this can be taken back. */
  private void parkUntilNotified(Deadline deadline) throws InterruptedException {
    RecordedWait wait = ChannelEvents.beginWait(false);
    boolean isRetracted = false;
    signal.thread = Thread.currentThread();
    try {
      while (!core.isReceiverNotified()
          && !deadline.hasExpired()
          && !Thread.currentThread().isInterrupted()) {
        Parker.park(this, deadline, core::isReceiverNotified);
      }
      isRetracted = core.retract();
    } finally {
      signal.thread = null;
      wait.end(!isRetracted, core);
    }
    if (isRetracted && Thread.interrupted()) {
      throw interruptedException();
    }
  }

  private boolean park(Deadline deadline) throws InterruptedException {
    RecordedWait wait = ChannelEvents.beginWait(false);
    boolean received = false;
    int stalls = 0;
    signal.thread = Thread.currentThread();
    try {
      while (!(received = core.peek(SpinWait.BRIEFLY) != null) && !isOver(deadline)) {
        if (Thread.interrupted()) {
          throw interruptedException();
        }
        if (core.register(signal)) {
          Parker.park(this, deadline, core::isReceiverNotified);
        } else { // the sender of the next message is stalled between claiming and writing its slot
          stalls++;
          long sleep = Math.min(LONGEST_STALL, 1_000L * stalls);
          LockSupport.parkNanos(this, Math.min(sleep, deadline.remaining()));
        }
      }
      return received;
    } finally {
      core.forgetSignal();
      signal.thread = null;
      wait.end(received, core);
    }
  }

  private InterruptedException interruptedException() {
    return new InterruptedException(
        "interrupted while waiting for a message of channel " + name() + "; nothing was received");
  }

  /** Returns whether a receiver that has found nothing should give up. */
  private boolean isOver(Deadline deadline) {
    if (isTerminated()) {
      core.throwIfFailed();
      return true;
    }
    return deadline.hasExpired();
  }
}
