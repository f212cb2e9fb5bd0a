// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.select;

import io.github.sluice.channel.Experimental;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.base.SpinWait;
import io.github.sluice.channel.internal.base.StackReserve;
import io.github.sluice.channel.internal.base.ThreadName;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.parking.Backoff;
import io.github.sluice.channel.internal.parking.Deadline;
import io.github.sluice.channel.internal.parking.Parker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Receives from whichever of several receivers is ready: one that has a message, or whose stream
 * has ended.
 *
 * {@snippet id="Selector" lang="java" :
 * try (Selector<String> selector = Selector.fair()) {
 *   selector.add(orders.receiver()); // a blocking channel's
 *   selector.add(events.receiver()); // an async channel's
 *   Selection<String> selection;
 *   while ((selection = selector.select()) != null) { // null: both streams have ended
 *     if (!selection.isEnd()) {
 *       System.out.println(selection.message());
 *     }
 *   }
 * }
 * }
 *
 * <p><b>Receivers.</b> They may be those of blocking and of async channels, in one selector. From
 * when it is added until it is removed or cancelled, its end has been selected or the selector is
 * closed, a receiver belongs to the selector: every other receiving method throws
 * IllegalStateException. {@link Receiver#close()}, {@link Receiver#cancel()} and the methods about
 * its state can be called as ever. When a stream ends that is selected once, with the failure if
 * there was one, and the receiver is removed.
 *
 * <p><b>What is taken.</b> A select takes one message, and only when it returns it. One that is
 * interrupted, cancelled, or whose time is over, has taken nothing anywhere.
 *
 * <p><b>Order.</b> A {@linkplain #fair() fair} selector alternates between the receivers that are
 * ready, message by message. A {@linkplain #biased() biased} one always selects the receiver that
 * was added first, of those that are ready: so those added first have priority, and may keep others
 * from ever being selected. Messages of one receiver are received in their order.
 *
 * <p><b>Capacity 0.</b> A select takes from senders that wait. A receiver is not waiting for a
 * message for as long as its selector may select another one, so {@link
 * io.github.sluice.channel.Sender#trySend} returns {@code FULL}.
 *
 * <p><b>Cost.</b> A receiver is registered in its channel once, and stays so until there is a
 * message for it. A select costs what the receivers cost that are ready or were a moment ago,
 * however many others there are.
 *
 * <p><b>Threads.</b> {@link #add}, {@link #size} and {@link #isEmpty} may be called from any thread
 * at any time; a thread or a future that waits takes a new receiver into account at once. All other
 * methods are for one thread at a time, as a receiver is: a call that comes while another, or a
 * future of {@link #selectAsync()}, is outstanding throws IllegalStateException, and has no effect.
 *
 * @param <T> the type of the messages
 */
@Experimental
public final class Selector<T> implements AutoCloseable {
  /** The longest sleep in nanoseconds while a sender is stalled. */
  private static final long LONGEST_STALL = 1_000_000;

  private final Watched<T> watched;

  /** The thread or the future that selects, or an armed waker: that, and null, is not in use. */
  private final AtomicReference<@Nullable Object> user = new AtomicReference<>();

  private final AtomicLong added = new AtomicLong();
  private volatile boolean isClosed;

  // The selecting thread's.
  private final ThreadSelect threadSelect = new ThreadSelect();
  private final IntSupplier idleMessages;
  private @Nullable Backoff backoff;
  private int backoffCapacity = Integer.MAX_VALUE;

  private Selector(boolean biased) {
    watched = new Watched<>(biased);
    idleMessages = watched::idleMessages;
  }

  /**
   * Creates a selector that alternates between the receivers that are ready.
   *
   * @param <T> the type of the messages
   * @return a new selector, without receivers
   */
  public static <T> Selector<T> fair() {
    return new Selector<>(false);
  }

  /**
   * Creates a selector that prefers the receivers that were added first.
   *
   * {@snippet id="Selector.biased" lang="java" :
   * Selector<String> selector = Selector.biased();
   * selector.add(urgent.receiver()); // as long as there is one of these,
   * selector.add(orders.receiver()); // none of these is selected
   * }
   *
   * @param <T> the type of the messages
   * @return a new selector, without receivers
   */
  public static <T> Selector<T> biased() {
    return new Selector<>(true);
  }

  // ---- the receivers

  /**
   * Adds a receiver. May be called from any thread, also while another one selects.
   *
   * @param receiver a receiver of a channel of this library; its blocking view is the same receiver
   * @throws IllegalArgumentException if it is of another implementation
   * @throws IllegalStateException if the receiver is in use, for example by a selector, or if this
   *     selector is closed
   * @throws NullPointerException if the receiver is null
   */
  public void add(Receiver<? extends T> receiver) {
    Objects.requireNonNull(receiver, "receiver");
    requireOpen(receiver);
    Watch<? extends T> watch = new Watch<>(watched, receiver, added.getAndIncrement());
    watch.acquireLease();
    boolean isAdded = false;
    try {
      isAdded = watched.add(watch) && !(isClosed && watched.remove(watch));
    } finally {
      if (!isAdded) {
        watch.release();
        Watched.deliver(watch.core, null);
      }
    }
    if (isAdded) {
      watch.core.deliver(watched.signal(watch));
    } else {
      requireOpen(receiver);
      throw new IllegalStateException(
          "the receiver of channel "
              + receiver.name()
              + " is in this selector, cancelled. Do not add it again: its end will be selected");
    }
  }

  private void requireOpen(Receiver<?> receiver) {
    if (isClosed) {
      throw new IllegalStateException(
          "cannot add the receiver of channel "
              + receiver.name()
              + ": the selector is closed. Create another one");
    }
  }

  /**
   * Removes a receiver, which can be used in other ways then. Nothing that it holds is lost.
   *
   * @param receiver the receiver
   * @return whether it was here
   * @throws IllegalArgumentException if it is of another implementation
   * @throws IllegalStateException if the selector is in use
   * @throws NullPointerException if the receiver is null
   */
  public boolean remove(Receiver<? extends T> receiver) {
    Objects.requireNonNull(receiver, "receiver");
    ChannelCore<?> core = Watch.coreOf(receiver);
    ChannelCore<?> removed;
    acquire(Thread.currentThread());
    try {
      removed = watched.remove(core);
    } finally {
      release();
    }
    Watched.deliver(removed, null);
    return removed != null;
  }

  /** {@return how many receivers there are} */
  public int size() {
    return watched.size();
  }

  /** {@return whether there are no receivers, so that a select returns null at once} */
  public boolean isEmpty() {
    return watched.isEmpty();
  }

  // ---- selecting

  /**
   * Selects, waiting as long as it takes.
   *
   * {@snippet id="Selector.select" lang="java" :
   * Selection<String> selection;
   * while ((selection = selector.select()) != null) { // null: no receiver is left
   *   System.out.println(selection.isEnd() ? "one has ended" : selection.message());
   * }
   * }
   *
   * @return a message or the end of a stream; null if there are no receivers
   * @throws InterruptedException if interrupted while waiting; nothing was received
   * @throws IllegalStateException if the selector is in use
   */
  public @Nullable Selection<T> select() throws InterruptedException {
    return select(Deadline.NONE);
  }

  /**
   * Selects, if that needs no waiting. As {@link Receiver#tryReceive}, this waits for a write in
   * progress, so that null always means that no receiver was ready.
   *
   * @return a message or the end of a stream; null if no receiver is ready now, or if there are
   *     none, which {@link #isEmpty()} tells apart
   * @throws IllegalStateException if the selector is in use
   */
  public @Nullable Selection<T> trySelect() {
    acquireToSelect(Thread.currentThread());
    try {
      return pollOnce();
    } finally {
      finish();
    }
  }

  /**
   * Polls without registering anything. Waits for stalled senders only if no receiver is ready; and
   * null means that none was, whichever signal is on its way.
   */
  private @Nullable Selection<T> pollOnce() {
    Selection<T> selection = watched.poll(SpinWait.BRIEFLY);
    if (selection == null && watched.findUnsignalled()) {
      selection = watched.poll(SpinWait.BRIEFLY);
    }
    return selection != null ? selection : watched.poll(SpinWait.FOREVER);
  }

  /**
   * Selects, waiting no longer than the given time.
   *
   * {@snippet id="Selector.trySelect" lang="java" :
   * Selection<String> selection = selector.trySelect(timeout);
   * if (selection == null && !selector.isEmpty()) {
   *   System.out.println("nothing yet");
   * }
   * }
   *
   * @param timeout how long to wait at most; zero or less means one attempt without waiting
   * @return a message or the end of a stream; null if no receiver was ready in time, or if there
   *     are none, which {@link #isEmpty()} tells apart
   * @throws InterruptedException if interrupted while waiting; nothing was received
   * @throws IllegalStateException if the selector is in use
   * @throws NullPointerException if the timeout is null
   */
  public @Nullable Selection<T> trySelect(Duration timeout) throws InterruptedException {
    return select(Deadline.after(timeout));
  }

  /**
   * Selects, now or when a receiver is ready.
   *
   * <p>The future completes with a message or the end of a stream, or with null if there are no
   * receivers. It completes where the callbacks of the channel run whose receiver is ready: in the
   * executor of an async channel, or by default in the thread that sends; for a blocking channel or
   * a timer, in {@link CompletableFuture#defaultExecutor()}. If only timers can complete it, keep
   * the selector reachable: a timer that is not reachable is forgotten.
   *
   * <p><b>Cancel safety.</b> Cancelling the future, completing it from outside, or a timeout set on
   * it withdraws the select, if nothing has been selected: then no message is lost, and the
   * selector is free. Otherwise the attempt changes nothing.
   *
   * {@snippet id="Selector.selectAsync" lang="java" :
   * selector.selectAsync().thenAccept(selection -> System.out.println(selection.message()));
   * }
   *
   * @return a future of what is selected
   * @throws IllegalStateException if the selector is in use
   */
  public CompletableFuture<@Nullable Selection<T>> selectAsync() {
    FutureSelect<T> select = new FutureSelect<>(this, watched);
    acquireToSelect(select);
    return select.start();
  }

  /**
   * Selects if a receiver is ready, and otherwise registers a waker.
   *
   * <p>The waker is registered if this returns null, also if there are no receivers: one may be
   * added. It replaces the one registered before, and is called once, where the callbacks of the
   * channel run whose receiver is ready (see {@link #selectAsync}). It may also be called when none
   * is: a poll that finds nothing registers anew. Any other select forgets it.
   *
   * {@snippet id="Selector.poll" lang="java" :
   * Selection<String> selection;
   * while ((selection = selector.poll(() -> scheduled.add("task"))) != null) {
   *   System.out.println(selection.message());
   * } // from here on the waker may run the task: it touches nothing any more
   * }
   *
   * @param waker what to call when it is worth asking again
   * @return a message or the end of a stream; null if no receiver is ready now, or if there are
   *     none, which {@link #isEmpty()} tells apart
   * @throws IllegalStateException if the selector is in use
   * @throws NullPointerException if the waker is null; nothing has happened then
   */
  public @Nullable Selection<T> poll(Waker waker) {
    Objects.requireNonNull(waker, "waker");
    acquireToSelect(Thread.currentThread());
    WakerSelect waiting = null;
    boolean isOwner = true;
    try {
      Selection<T> selection;
      while ((selection = watched.poll()) == null) {
        waiting = waiting == null ? new WakerSelect(waker) : waiting;
        if (watched.registerIdle() && watched.await(waiting)) {
          user.set(waiting); // others may use the selector as soon as this is armed
          isOwner = !waiting.arm();
          if (!isOwner) {
            return null;
          }
          user.set(Thread.currentThread()); // notified in between
          waiting.disarm();
        }
      }
      return selection;
    } finally {
      if (isOwner) {
        finish();
      }
    }
  }

  // ---- waiting in a thread

  private @Nullable Selection<T> select(Deadline deadline) throws InterruptedException {
    acquireToSelect(Thread.currentThread());
    try {
      return await(deadline);
    } finally {
      finish();
    }
  }

  private @Nullable Selection<T> await(Deadline deadline) throws InterruptedException {
    boolean hasSpun = false;
    int stalls = 0;
    while (true) {
      Selection<T> selection = watched.poll(SpinWait.BRIEFLY);
      if (selection != null || watched.isEmpty()) {
        return selection;
      }
      if (deadline.hasExpired()) {
        return watched.findUnsignalled() ? watched.poll(SpinWait.BRIEFLY) : null;
      }
      if (!hasSpun && spin(deadline)) {
        hasSpun = true;
        continue;
      }
      boolean isStalled = !watched.registerIdle();
      if (isStalled && stalls++ == 0) {
        continue; // a message has come; or its sender has claimed the slot and not written it
      }
      if (Thread.interrupted()) {
        throw new InterruptedException(
            "interrupted while a selector of size " + size() + " waited; nothing was received");
      }
      if (isStalled) {
        park(deadline.orIn(Math.min(LONGEST_STALL, 1_000L * stalls)));
      } else {
        park(deadline);
        hasSpun = false;
        stalls = 0;
      }
    }
  }

  /** Passes some time; returns whether a receiver may be ready before the thread has to park. */
  private boolean spin(Deadline deadline) {
    if (backoff == null || watched.leastCapacity() < backoffCapacity) {
      backoffCapacity = watched.leastCapacity();
      backoff = new Backoff(watched.waitStrategy(), backoffCapacity, false, System::nanoTime);
    }
    int limit = backoff.spins();
    int step = 0;
    while (backoff.pause(step, limit) && !deadline.hasExpired()) {
      if (watched.mayBeReady()) {
        backoff.adapt(step, limit);
        backoff.awaitBatch(idleMessages);
        return true;
      }
      step++;
    }
    backoff.adapt(step, limit);
    return false;
  }

  private void park(Deadline deadline) {
    threadSelect.thread = Thread.currentThread();
    if (watched.await(threadSelect)) {
      Parker.park(this, deadline, () -> !watched.isWaiting(threadSelect));
      watched.forget(threadSelect);
    }
    threadSelect.thread = null;
  }

  // ---- one user at a time

  private void acquireToSelect(Object newUser) {
    acquire(newUser);
    watched.forgetWaiter(); // a waker of an earlier poll
  }

  /** Acquires the selector, and enough stack until it is released. */
  private void acquire(Object newUser) {
    StackReserve.require();
    Object current = user.get();
    boolean isFree = current == null || (current instanceof WakerSelect waker && waker.isArmed());
    if (!isFree || !user.compareAndSet(current, newUser)) {
      throw inUse(current);
    }
  }

  private static IllegalStateException inUse(@Nullable Object user) {
    return new IllegalStateException(
        "the selector is in use by "
            + (user instanceof FutureSelect
                ? "a future of selectAsync() that is pending. Wait for it, or cancel it"
                : ThreadName.of(user instanceof Thread thread ? thread : null)
                    + ". One thread at a time may select"));
  }

  /** Releases the selector, and then delivers what the select has caused. */
  private void finish() {
    ChannelCore<?> affected = watched.takeAffected();
    Notification due = watched.takeDue();
    release();
    Watched.deliver(affected, due);
  }

  /** Releases the selector, as its user; a thread that uses it next is ordered after this one. */
  void release() {
    user.lazySet(null); // pairs with the CAS in acquire
  }

  /**
   * Removes all receivers, which can be used in other ways then, and lets no other in. Idempotent.
   *
   * @throws IllegalStateException if the selector is in use
   */
  @Override
  public void close() {
    List<ChannelCore<?>> removed;
    acquireToSelect(Thread.currentThread());
    try {
      isClosed = true;
      removed = watched.removeAll();
    } finally {
      release();
    }
    removed.forEach(core -> Watched.deliver(core, null));
  }

  /** Describes the selector's state, never messages. */
  @Override
  public String toString() {
    return "Selector[receivers=" + size() + (isClosed ? ", closed]" : "]");
  }
}
