// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.WeakSender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A channel and its model, taken through the same steps one after the other in one thread, and
 * compared after every step. The subclasses add the steps that wait.
 *
 * @param <S> the type of the handles
 */
public abstract class ModelledChannel<S extends Sender<Integer>> {
  /** More handles than this are not taken, so that the steps meet. */
  private static final int HANDLES = 4;

  /** What must happen. */
  protected final ChannelModel model;

  /** The permits that are held. */
  protected final ModelledPermits permits;

  private final List<Modelled<S, ModelHandle>> handles = new ArrayList<>();
  private final List<Integer> undelivered = new CopyOnWriteArrayList<>();
  private @Nullable CompletableFuture<@Nullable Void> terminated;
  private boolean hasTerminated;
  private @Nullable Throwable terminatedWith;
  private int nextMessage = 1000;
  private int steps;

  /**
   * Creates the model of a channel.
   *
   * @param capacity the capacity
   */
  protected ModelledChannel(int capacity) {
    model = new ChannelModel(capacity);
    permits = new ModelledPermits(model);
  }

  /** Takes a handle from the real channel. */
  protected abstract S newSender();

  /** Copies a handle of the real channel. */
  protected abstract S copyOf(S handle);

  /** Creates a weak reference from a handle of the real channel. */
  protected abstract WeakSender<? extends S> downgrade(S handle);

  /** Returns the receiver of the real channel. */
  protected abstract Receiver<Integer> receiver();

  /**
   * Returns whether the receiver is taken by a receive that waits.
   *
   * @return true if other ways of receiving must be refused
   */
  protected boolean isReceiving() {
    return false;
  }

  /**
   * Checks that a receive is refused while another waits.
   *
   * @param receive the receive
   */
  protected void receiveTwice(Callable<?> receive) {
    assertThrows(IllegalStateException.class, receive::call);
  }

  /**
   * Returns how many handles there are besides those that the steps have taken.
   *
   * @return those that waiting sends have for themselves
   */
  protected int handlesOfWaitingSends() {
    return 0;
  }

  /** Compares what the subclass knows of, after a step. */
  protected void compareMore() {}

  /** Creates the next message, a number not used before. */
  protected final Integer nextMessage() {
    return nextMessage++;
  }

  /** What the real channel is to do with undelivered messages. */
  protected final void onUndelivered(Integer message) {
    undelivered.add(message);
  }

  /**
   * Does something with one of the handles, open or closed, if any has been taken.
   *
   * @param choice any number
   * @param use what to do with the handle
   */
  protected final void withHandle(int choice, Consumer<Modelled<S, ModelHandle>> use) {
    if (handles.isEmpty()) {
      sender(choice);
    } else {
      use.accept(handles.get(choice % handles.size()));
    }
  }

  final void sender(int ignored) {
    if (!model.mayOrMayNotBeClosed()) {
      add(model.isClosed() || handles.size() < HANDLES ? model.sender() : null, this::newSender);
    }
  }

  final void copy(int choice) {
    withHandle(
        choice,
        from -> {
          if (handles.size() < HANDLES || !from.model().isOpen() || model.isClosed()) {
            add(model.copy(from.model()), () -> copyOf(from.real()));
          }
        });
  }

  final void upgrade(int choice) {
    withHandle(
        choice,
        from -> {
          if (!model.mayOrMayNotBeClosed() && (handles.size() < HANDLES || model.isClosed())) {
            ModelHandle handle = model.sender();
            S upgraded = downgrade(from.real()).upgrade();
            assertEquals(handle != null, upgraded != null, "upgrade");
            if (upgraded != null) {
              handles.add(new Modelled<>(upgraded, handle));
            }
          }
        });
  }

  private void add(@Nullable ModelHandle handle, Supplier<S> real) {
    if (handle != null) {
      handles.add(new Modelled<>(real.get(), handle));
    } else if (model.isClosed() || handles.size() < HANDLES) {
      assertNull(assertThrows(ChannelClosedException.class, real::get).undelivered());
    }
  }

  final void trySend(int choice) {
    withHandle(
        choice,
        handle -> {
          Integer message = nextMessage();
          assertEquals(
              model.trySend(handle.model(), message), handle.real().trySend(message), "trySend");
        });
  }

  final void trySendNull(int choice) {
    withHandle(
        choice,
        handle -> {
          assertThrows(NullPointerException.class, () -> handle.real().trySend(absent()));
        });
  }

  /** Returns the null that the type does not allow. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T absent() {
    return null;
  }

  final void closeHandle(int choice) {
    withHandle(
        choice,
        handle -> {
          model.close(handle.model());
          handle.real().close();
        });
  }

  final void tryReserve(int choice) {
    withHandle(choice, handle -> permits.tryReserve(handle, choice % 4));
  }

  final void sendPermitted(int choice) {
    permits.send(choice, nextMessage());
  }

  final void closePermit(int choice) {
    permits.close(choice);
  }

  final void fail(int choice) {
    withHandle(
        choice,
        handle -> {
          Exception cause = new Exception("failure " + steps);
          if (handle.model().isOpen()) {
            model.fail(cause);
            handle.real().closeExceptionally(cause);
          } else {
            assertThrows(
                ChannelClosedException.class, () -> handle.real().closeExceptionally(cause));
          }
        });
  }

  final void tryReceive(int ignored) {
    if (isReceiving()) {
      receiveTwice(() -> receiver().tryReceive());
    } else {
      receiveNow("tryReceive", () -> receiver().tryReceive());
    }
  }

  /**
   * Receives from channel and model in a way that does not wait now.
   *
   * @param way how, in words
   * @param receive how
   */
  protected final void receiveNow(String way, Callable<@Nullable Integer> receive) {
    Throwable failure = model.failureAtTheEnd();
    if (failure == null) {
      assertEquals(model.tryReceive(), unwaiting(receive), way);
    } else {
      assertSame(
          failure, assertThrows(ChannelFailedException.class, receive::call).getCause(), way);
    }
  }

  /** Does something that need not wait, and therefore does not look at interrupts. */
  protected static <R> R unwaiting(Callable<R> operation) {
    try {
      return operation.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  final void peek(int ignored) {
    if (isReceiving()) {
      receiveTwice(() -> receiver().peek());
    } else if (model.failureAtTheEnd() == null) {
      assertEquals(model.peek(), receiver().peek(), "peek");
    } else {
      receiveNow("peek", () -> receiver().peek());
    }
  }

  final void awaitTermination(int ignored) {
    if (terminated == null) {
      terminated = receiver().terminationFuture();
    }
  }

  /** The future of the end, if it has been asked for, is complete if and only if that has come. */
  private void compareTermination(boolean isTerminated) {
    Throwable failure = isTerminated ? model.failureAtTheEnd() : null;
    assertSame(failure, receiver().failure(), "failure");
    if (terminated == null) {
      return;
    }
    if (!isTerminated) {
      assertFalse(terminated.isDone(), "terminationFuture");
      return;
    }
    if (!hasTerminated) { // a cancel that comes later changes what the receiver says, not this
      hasTerminated = true;
      terminatedWith = failure;
    }
    if (terminatedWith == null) {
      assertNull(Watchdog.get("terminationFuture", receiver(), terminated));
    } else {
      Throwable thrown =
          assertThrows(
              ChannelFailedException.class,
              () -> Watchdog.get("terminationFuture", receiver(), terminated));
      assertSame(terminatedWith, thrown.getCause(), "terminationFuture");
    }
  }

  final void drain(int limit) {
    if (isReceiving()) {
      receiveTwice(() -> receiver().drain(message -> {}, limit + 1));
    } else if (model.failureAtTheEnd() != null) {
      receiveNow("drain", () -> receiver().drain(message -> {}, limit + 1));
    } else {
      List<Integer> drained = new ArrayList<>();
      compareTaken(limit, receiver().drain(drained::add, limit), drained);
    }
  }

  /**
   * Compares what was taken of what was there, up to a limit, at the end of a step.
   *
   * @param limit the limit
   * @param count how many are said to have been taken
   * @param taken the messages
   */
  protected final void compareTaken(int limit, int count, List<Integer> taken) {
    int atLeast = Math.min(limit, model.size());
    assertEquals(count, taken.size(), "taken");
    assertTrue(atLeast <= count && count <= limit, "taken " + taken);
    for (Integer message : taken) { // may be more than were buffered: those admitted meanwhile
      assertEquals(model.tryReceive(), message, "taken");
    }
  }

  final void closeReceiver(int ignored) {
    model.closeReceiver();
    receiver().close();
  }

  final void cancelReceiver(int ignored) {
    model.cancelReceiver();
    receiver().cancel();
  }

  final void compare() {
    compareMore();
    steps++;
    assertEquals(model.size(), receiver().size(), "size");
    assertEquals(model.outstandingPermits(), receiver().outstandingPermits(), "permits");
    assertEquals(model.waitingSenders(), receiver().waitingSenders(), "waiting senders");
    assertEquals(model.undelivered(), undelivered, "undelivered");
    permits.compare();
    int open = model.openHandles() + handlesOfWaitingSends();
    for (int i = 0; i < handles.size(); i++) {
      HandleComparison.compare("handle " + i, model, open, handles.get(i));
    }
    if (!model.mayOrMayNotHaveEnded()) {
      assertEquals(model.isTerminated(), receiver().isTerminated(), "isTerminated");
      compareTermination(model.isTerminated());
    }
    if (!model.mayOrMayNotBeClosed()) {
      assertEquals(model.isClosed(), receiver().isClosed(), "isClosed");
    }
  }

  /** Lets go what still waits, at the end of a scenario. */
  protected void release() {}
}
