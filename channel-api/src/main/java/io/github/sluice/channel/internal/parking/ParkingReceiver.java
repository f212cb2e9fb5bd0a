// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.ReceiverHandle;
import io.github.sluice.channel.internal.ReceiverWaitedEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The receiver whose thread tries, tries again for a while, and then announces itself and parks.
 *
 * @param <T> the type of the messages
 */
public class ParkingReceiver<T> extends ReceiverHandle<T> implements BlockingReceiver<T> {
  private final ThreadSignal signal = new ThreadSignal();
  private final Backoff backoff;
  private final IntSupplier messages = this::size;

  /** Written and read by the thread that has entered {@code signal}. */
  private boolean discarding;

  /** Makes the receiver of a channel. */
  public ParkingReceiver(ChannelCore<T> core) {
    super(core);
    backoff = Backoff.ofReceiver(core.capacity());
  }

  @Override
  protected void requireIdle() {
    signal.requireNobodyElse();
  }

  @Override
  public void cancel() {
    core().closeToAll(); // which ends another thread's wait
    discard();
  }

  /** Hands what the channel holds to {@code onUndelivered}, when no other thread is waiting. */
  public final void discard() {
    boolean entered = signal.enterInTurn();
    if (discarding) { // so this is called by onUndelivered
      return;
    }
    discarding = true;
    try {
      core().discard();
    } finally {
      discarding = false;
      if (entered) {
        signal.leave();
      }
    }
  }

  // ---- one message

  @Override
  public @Nullable T receive() throws InterruptedException {
    return receive(Patience.unlimited());
  }

  @Override
  public @Nullable T receive(Duration timeout) throws InterruptedException {
    return receive(Patience.of(timeout));
  }

  private @Nullable T receive(Patience patience) throws InterruptedException {
    int uses = uses();
    T message = tryReceive();
    if (message != null || isOver(patience)) {
      return message;
    }
    enter(uses);
    try {
      return await(patience) ? core().tryReceive() : null;
    } finally {
      signal.leave();
    }
  }

  // ---- many messages

  @Override
  public int receiveMany(Collection<? super T> into, int limit) throws InterruptedException {
    return receiveMany(into, limit, Patience.unlimited());
  }

  @Override
  public int receiveMany(Collection<? super T> into, int limit, Duration timeout)
      throws InterruptedException {
    return receiveMany(into, limit, Patience.of(timeout));
  }

  private int receiveMany(Collection<? super T> into, int limit, Patience patience)
      throws InterruptedException {
    Objects.requireNonNull(into, "into");
    requireNotNegative(limit);
    int uses = uses();
    int taken = moveTo(into, limit);
    if (taken > 0 || limit == 0 || isOver(patience)) {
      return taken;
    }
    enter(uses);
    try {
      return await(patience) ? moveInUse(into, limit) : 0;
    } finally {
      signal.leave();
    }
  }

  @Override
  public void forEach(Consumer<? super T> action) {
    new MessageIterator<>(this).forEachRemaining(action);
  }

  @Override
  public Iterator<T> iterator() {
    return new MessageIterator<>(this);
  }

  @Override
  public Stream<T> stream() {
    return StreamSupport.stream(new MessageSpliterator<>(new MessageIterator<>(this)), false);
  }

  /**
   * Waits for a message and leaves it in the channel.
   *
   * @return true if there is one, false if the stream has ended
   */
  boolean awaitMessage() throws InterruptedException {
    int uses = uses();
    requireIdle();
    if (core().peek() != null) {
      return true;
    }
    if (isOver(Patience.unlimited())) {
      return false;
    }
    enter(uses);
    try {
      return await(Patience.unlimited());
    } finally {
      signal.leave();
    }
  }

  /**
   * Begins to wait, for all to see.
   *
   * @throws IllegalStateException if somebody has begun to receive in another way meanwhile, for
   *     example a callback that was due to the room just made
   */
  private void enter(int usesBefore) {
    signal.enter();
    if (uses()
        != usesBefore) { // after entering; who begins to use it does both the other way round
      signal.leave();
      throw new IllegalStateException("the receiver is in use");
    }
    entered();
  }

  /** Called when the current thread is about to wait, and nobody else does. */
  protected void entered() {}

  /** Tells whether a thread waits, be it the current one. */
  protected final boolean isEntered() {
    return signal.isEntered();
  }

  // ---- waiting, by the thread that has entered `signal`: until it has also taken what has come,
  // so that another thread's cancel() comes before or after

  /**
   * Waits for a message and leaves it in the channel.
   *
   * @return true if there is one; false if the time is over or the stream has ended
   */
  private boolean await(Patience patience) throws InterruptedException {
    try {
      int limit = backoff.spins();
      int step = 0;
      while (backoff.pause(step, limit)) {
        if (core().peek() != null) {
          backoff.learn(step, limit);
          backoff.gather(messages);
          return true;
        }
        if (isOver(patience)) {
          return false;
        }
        step++;
      }
      backoff.learn(step, limit);
      return park(patience);
    } finally {
      core().unpark();
    }
  }

  private boolean park(Patience patience) throws InterruptedException {
    ReceiverWaitedEvent event = new ReceiverWaitedEvent();
    boolean received = false;
    try {
      while (!(received = core().peek() != null) && !isOver(patience)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (core().park(signal)) {
          patience.park(core());
        }
      }
      return received;
    } finally {
      event.waited(received, core());
    }
  }

  /** Tells whether a receiver that has found nothing should give up. */
  private boolean isOver(Patience patience) {
    if (isTerminated()) {
      core().throwIfFailed();
      return true;
    }
    return patience.isOver();
  }
}
