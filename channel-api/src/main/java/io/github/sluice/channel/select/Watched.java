// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.base.Uncaught;
import io.github.sluice.channel.internal.core.ChannelCore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The receivers of a selector, and which of them may be ready. */
final class Watched<T> {
  /*
   * A receiver is in one of these states:
   *
   *   ready       it may have a message: it had one, or has been signalled. Polled in the queue's order.
   *   idle        it had none when it was polled last, and is not registered. A few, which are
   *               polled at each select: registering costs more, and a busy channel would be
   *               registered for nothing.
   *   registered  it had none when it was registered, and is signalled when it has one. It stays
   *               registered from one select to the next; so a select costs as much as there are
   *               receivers ready, not as there are receivers.
   *   signalled   a stack, linked through the receivers, onto which the threads push that send to a
   *               registered one, or end its stream. The selecting thread moves all of it to ready.
   *
   * D1 of MpscRing sees to it that a message in a registered channel leads to a signal. A Dekker
   * handshake sees to it that a signal is not missed: the selecting thread writes `waiter`, then
   * reads `signalled`; a signal pushes onto `signalled`, then reads `waiter`. All four are volatile.
   * The thread that moves `waiter` to null ends the wait, so there is one wake for each.
   *
   * A receiver is pushed only by the thread that has set its `isSignalled`; the selecting thread
   * clears that when it has taken the receiver off the stack, and before it polls. A signal that
   * comes later pushes it again, which is one poll too many at worst.
   */

  /** How many receivers are polled at each select without having been signalled. */
  private static final int MOST_IDLE = 4;

  private final Map<ChannelCore<?>, Watch<? extends T>> all = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Watch<?>> signalled = new AtomicReference<>();
  private final AtomicReference<@Nullable SelectWaiter> waiter = new AtomicReference<>();

  // The selecting thread's.
  private final Queue<Watch<? extends T>> ready;
  private final List<Watch<? extends T>> idle = new ArrayList<>();
  private int leastCapacity = Integer.MAX_VALUE;
  private boolean isParking;

  /** The channel from which something was taken last, or that has ended; and what is due there. */
  private @Nullable ChannelCore<?> affected;

  private @Nullable Notification due;

  Watched(boolean biased) {
    ready =
        biased
            ? new PriorityQueue<>(Comparator.comparingLong(watch -> watch.order))
            : new ArrayDeque<>();
  }

  // ---- any thread

  int size() {
    return all.size();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Adds a receiver that has its lease. It is to be signalled then.
   *
   * @return false if it is here
   */
  boolean add(Watch<? extends T> watch) {
    return all.putIfAbsent(watch.core, watch) == null;
  }

  boolean has(Watch<?> watch) {
    return all.get(watch.core) == watch;
  }

  /** Takes out a receiver that has been added too late, in any thread; false if it is not here. */
  boolean remove(Watch<? extends T> watch) {
    return all.remove(watch.core, watch);
  }

  /** Notes that a receiver may be ready, and ends the wait of what waits. Allocates nothing. */
  @Nullable Notification signal(Watch<?> watch) {
    if (!watch.isSignalled.get() && watch.isSignalled.compareAndSet(false, true)) {
      push(watch);
    }
    SelectWaiter waiting = waiter.get();
    return waiting != null && waiter.compareAndSet(waiting, null) ? waiting.wake() : null;
  }

  private void push(Watch<?> watch) {
    Watch<?> top;
    do {
      top = signalled.get();
      watch.next = top;
    } while (!signalled.compareAndSet(top, watch));
  }

  // ---- the selecting thread

  /** Takes a receiver out and gives it back; null if it is not here. */
  @Nullable ChannelCore<?> remove(ChannelCore<?> core) {
    Watch<? extends T> watch = all.remove(core);
    if (watch == null) {
      return null;
    }
    watch.isRemoved = true;
    watch.release();
    takeSignalled(); // nothing is to keep it
    if (watch.isListed) {
      ready.remove(watch);
      idle.remove(watch);
    }
    return watch.core;
  }

  /** Takes all receivers out and gives them back; returns their channels. */
  List<ChannelCore<?>> removeAll() {
    List<ChannelCore<?>> cores = new ArrayList<>(all.keySet());
    cores.removeIf(core -> remove(core) == null);
    return cores;
  }

  /**
   * Takes a message from a receiver that has one, or notes the end of one that has ended.
   *
   * @param steps how long to wait for a sender that is stalled, see {@code MpscRing.peek}
   * @return null if no receiver is ready
   */
  @Nullable Selection<T> poll(int steps) {
    takeSignalled();
    ready.addAll(idle);
    idle.clear();
    Watch<? extends T> watch;
    while ((watch = ready.poll()) != null) {
      watch.isListed = false;
      if (!watch.isRemoved) {
        Selection<T> selection;
        try {
          selection = poll(watch, steps);
        } catch (Throwable outOfMemory) { // nothing has been taken
          signal(watch);
          throw outOfMemory;
        }
        if (selection != null) {
          return selection;
        }
      }
    }
    return null;
  }

  /** As {@link #poll(int)}; waits for stalled senders only if no receiver is ready. */
  @Nullable Selection<T> poll() {
    Selection<T> selection = poll(SpinWait.BRIEFLY);
    return selection != null ? selection : poll(SpinWait.FOREVER);
  }

  private <M extends T> @Nullable Selection<T> poll(Watch<M> watch, int steps) {
    ChannelCore<M> core = watch.core;
    boolean isCancelled;
    while (true) {
      isCancelled = core.lease().isCancelled();
      long position = core.receivePosition();
      M message = isCancelled ? null : core.look(steps);
      if (message == null) {
        break;
      }
      Selection<T> selection = new Selection<>(watch.receiver, message, null); // before the effect
      list(watch, ready); // there may be more
      if (core.tryRemove(message, position)) {
        affected = core;
        due = core.grantReleased();
        return selection;
      }
      ready.remove(watch); // it has been evicted, or discarded because of a cancel: see once more
      watch.isListed = false;
    }
    if (isCancelled || core.isTerminated()) {
      ChannelFailedException failure = core.failure();
      Selection<T> selection =
          new Selection<>(watch.receiver, null, failure == null ? null : failure.getCause());
      all.remove(core, watch);
      watch.isRemoved = true;
      affected = core;
      due = core.grantReleased();
      watch.release();
      return selection;
    }
    if (idle.size() < MOST_IDLE || !core.watch(watch)) {
      list(watch, idle);
    }
    return null;
  }

  private void list(Watch<? extends T> watch, Collection<Watch<? extends T>> readyOrIdle) {
    readyOrIdle.add(watch);
    watch.isListed = true;
  }

  @SuppressWarnings("unchecked") // only receivers of this selector are signalled here
  private void takeSignalled() {
    Watch<?> watch = signalled.get() == null ? null : signalled.getAndSet(null);
    while (watch != null) {
      Watch<? extends T> taken = (Watch<? extends T>) watch;
      Watch<?> rest = taken.next;
      if (!taken.isListed && !taken.isRemoved) {
        try {
          list(taken, ready);
        } catch (Throwable outOfMemory) {
          giveBack(taken);
          throw outOfMemory;
        }
      }
      leastCapacity = Math.min(leastCapacity, taken.core.capacity());
      isParking |= taken.core.waitStrategy() == WaitStrategy.PARKING;
      taken.next = null;
      taken.isSignalled.set(false);
      watch = rest;
    }
  }

  /** Pushes a list of receivers, which are still marked as signalled, once more. */
  private void giveBack(Watch<?> first) {
    Watch<?> rest = first;
    while (rest != null) {
      Watch<?> pushed = rest;
      rest = pushed.next;
      push(pushed);
    }
  }

  /** Takes the channel in which the last poll has caused user code to be due, if any. */
  @Nullable ChannelCore<?> takeAffected() {
    ChannelCore<?> taken = affected;
    affected = null;
    return taken;
  }

  /** Takes what the last poll has caused, to be {@linkplain #deliver delivered}. */
  @Nullable Notification takeDue() {
    Notification taken = due;
    due = null;
    return taken;
  }

  /** Runs user code that a select has caused, when the selector is free. Throws nothing. */
  static void deliver(@Nullable ChannelCore<?> core, @Nullable Notification due) {
    if (core != null) {
      core.deliver(due);
      try {
        core.discardIfCancelled();
      } catch (Throwable t) { // from onUndelivered
        Uncaught.report(t);
      }
    }
  }

  /**
   * Finds receivers that have been sent to, and whose signal is still to come: then the sender is
   * between its CAS and its signal, and a later send has not given one.
   */
  boolean findUnsignalled() {
    boolean isFound = false;
    for (Watch<? extends T> watch : all.values()) {
      if (!watch.isListed && watch.core.mayBeReady() && has(watch)) {
        list(watch, ready);
        isFound = true;
      }
    }
    return isFound;
  }

  /** Returns the least capacity of all receivers that have ever been here. */
  int leastCapacity() {
    return leastCapacity;
  }

  /** Returns how a thread is to wait: as the channel wants that wants it to park. */
  WaitStrategy waitStrategy() {
    return isParking ? WaitStrategy.PARKING : WaitStrategy.ADAPTIVE;
  }

  // ---- waiting

  /** Returns how many messages the receivers hold that have been polled last. */
  int idleMessages() {
    int messages = 0;
    for (Watch<?> watch : idle) {
      messages += watch.core.size();
    }
    return messages;
  }

  /** Returns whether a poll could find more than the last one did. */
  boolean mayBeReady() {
    if (signalled.get() != null) {
      return true;
    }
    for (Watch<?> watch : idle) {
      if (watch.core.hasMessage() || watch.core.isTerminated()) {
        return true;
      }
    }
    return false;
  }

  /** Registers what is idle; false if one has a message, has ended, or has a stalled sender. */
  boolean registerIdle() {
    idle.removeIf(
        watch -> {
          watch.isListed = watch.isRemoved || !watch.core.watch(watch);
          return !watch.isListed;
        });
    return idle.isEmpty();
  }

  /**
   * Lets a waiter be woken, once. All receivers are registered, or the waiter wakes by itself.
   *
   * @return false if a receiver has been signalled by now, and the waiter will not be woken
   */
  boolean await(SelectWaiter waiting) {
    waiter.set(waiting);
    return signalled.get() == null || !waiter.compareAndSet(waiting, null);
  }

  /** Returns whether a waiter waits to be woken. */
  boolean isWaiting(SelectWaiter waiting) {
    return waiter.get() == waiting;
  }

  /** Lets a waiter not be woken any more, if it has not been. */
  void forget(SelectWaiter waiting) {
    waiter.compareAndSet(waiting, null);
  }

  /** Lets nothing be woken any more. */
  void forgetWaiter() {
    if (waiter.get() != null) {
      waiter.set(null);
    }
  }
}
