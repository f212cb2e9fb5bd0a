// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * A channel and its model, taken through the same steps one after the other in one thread, and
 * compared after every step. The subclasses add the steps that wait.
 *
 * @param <S> the type of the handles
 */
public abstract class ModelledChannel<S extends Sender<Integer>> {
  /**
   * A handle and its model.
   *
   * @param <S> the type of the handle
   */
  protected static final class Pair<S> {
    /** The handle. */
    public final S real;

    /** What it must be like. */
    public final ChannelModel.Handle model;

    private Pair(S real, ChannelModel.Handle model) {
      this.real = real;
      this.model = model;
    }
  }

  /** More handles than this are not taken, so that the steps meet. */
  private static final int HANDLES = 4;

  /** What must happen. */
  protected final ChannelModel model;

  private final List<Pair<S>> handles = new ArrayList<>();
  private final List<Integer> undelivered = new ArrayList<>();
  private int nextMessage = 1000;
  private int steps;

  /**
   * Creates the model of a channel.
   *
   * @param capacity the capacity
   */
  protected ModelledChannel(int capacity) {
    model = new ChannelModel(capacity);
  }

  /**
   * Takes a handle from the real channel.
   *
   * @return a new handle
   */
  protected abstract S newSender();

  /**
   * Copies a handle of the real channel.
   *
   * @param handle the handle
   * @return a new handle
   */
  protected abstract S copyOf(S handle);

  /**
   * Returns the receiver of the real channel.
   *
   * @return the receiver
   */
  protected abstract Receiver<Integer> receiver();

  /**
   * Tells whether the receiver is taken by a receive that waits.
   *
   * @return true if other ways of receiving must be refused
   */
  protected boolean isReceiving() {
    return false;
  }

  /** Compares what the subclass knows of, after a step. */
  protected void compareMore() {}

  /**
   * Makes the next message.
   *
   * @return a number not used before
   */
  protected final Integer nextMessage() {
    return nextMessage++;
  }

  /**
   * Is given to the real channel.
   *
   * @param message what was not delivered
   */
  protected final void onUndelivered(Integer message) {
    undelivered.add(message);
  }

  /**
   * Does something with one of the handles, open or closed, if any has been taken.
   *
   * @param choice any number
   * @param use what to do with the handle
   */
  protected final void withHandle(int choice, Consumer<Pair<S>> use) {
    if (handles.isEmpty()) {
      sender(choice);
    } else {
      use.accept(handles.get(choice % handles.size()));
    }
  }

  private void sender(int ignored) {
    if (model.allHandlesClosed() && model.waitingSends() > 0) {
      return; // closed only when those have ended, or already: it is not said which
    }
    add(model.isClosed() || handles.size() < HANDLES ? model.sender() : null, this::newSender);
  }

  private void copy(int choice) {
    withHandle(
        choice,
        from -> {
          if (handles.size() < HANDLES || !from.model.isOpen() || model.isClosed()) {
            add(model.copy(from.model), () -> copyOf(from.real));
          }
        });
  }

  private void add(ChannelModel.@Nullable Handle handle, Supplier<S> real) {
    if (handle != null) {
      handles.add(new Pair<>(real.get(), handle));
    } else if (model.isClosed() || handles.size() < HANDLES) {
      assertNull(assertThrows(ChannelClosedException.class, real::get).undelivered());
    }
  }

  private void trySend(int choice) {
    withHandle(
        choice,
        handle -> {
          Integer message = nextMessage();
          assertEquals(
              model.trySend(handle.model, message), handle.real.trySend(message), "trySend");
        });
  }

  private void trySendNull(int choice) {
    withHandle(
        choice,
        handle -> {
          assertThrows(NullPointerException.class, () -> handle.real.trySend(absent()));
        });
  }

  /** Returns the null that the type does not allow. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T absent() {
    return null;
  }

  private void closeHandle(int choice) {
    withHandle(
        choice,
        handle -> {
          model.close(handle.model);
          handle.real.close();
        });
  }

  private void tryReceive(int ignored) {
    if (isReceiving()) {
      assertThrows(IllegalStateException.class, () -> receiver().tryReceive());
    } else {
      assertEquals(model.tryReceive(), receiver().tryReceive(), "tryReceive");
    }
  }

  private void drain(int limit) {
    if (isReceiving()) {
      assertThrows(IllegalStateException.class, () -> receiver().drain(message -> {}, limit + 1));
      return;
    }
    List<Integer> drained = new ArrayList<>();
    int atLeast = Math.min(limit, model.size());
    assertEquals(receiver().drain(drained::add, limit), drained.size(), "drain");
    assertTrue(atLeast <= drained.size() && drained.size() <= limit, "drained " + drained);
    for (Integer message : drained) { // may be more than were buffered: those admitted meanwhile
      assertEquals(model.tryReceive(), message, "drain");
    }
  }

  private void closeReceiver(int ignored) {
    model.closeReceiver();
    receiver().close();
  }

  private void cancelReceiver(int ignored) {
    model.cancelReceiver();
    receiver().cancel();
  }

  final void afterStep() {
    compareMore();
    steps++;
    assertEquals(model.size(), receiver().size(), "size");
    assertEquals(model.undelivered(), undelivered, "undelivered");
    for (int i = 0; i < handles.size(); i++) {
      compareHandle("handle " + i, handles.get(i));
    }
    if (!model.mayOrMayNotHaveEnded()) {
      assertEquals(model.isTerminated(), receiver().isTerminated(), "isTerminated");
    }
  }

  private void compareHandle(String name, Pair<S> handle) {
    boolean receiverClosed = model.receiver() != ChannelModel.ReceiverState.OPEN;
    assertEquals(model.size(), handle.real.size(), name);
    if (!model.isClosed()) {
      assertEquals(model.remainingCapacity(), handle.real.remainingCapacity(), name);
    }
    if (!(receiverClosed && handle.model.hasPlace())) { // closed, but one more can be sent
      assertEquals(receiverClosed || !handle.model.isOpen(), handle.real.isClosed(), name);
    }
  }

  /**
   * Returns how many steps have been taken.
   *
   * @return the number of steps compared
   */
  public final int steps() {
    return steps;
  }

  /**
   * Describes the sequences of the steps that every channel has; those that wait can be added.
   *
   * @param <M> the type of the modelled channel
   * @param start makes a new channel and model
   * @return the sequences
   */
  public static <M extends ModelledChannel<?>> ActionChainArbitrary<M> commonSteps(
      Supplier<M> start) {
    return ActionChain.startWith(start)
        .withAction(6, step("sender", ModelledChannel::sender))
        .withAction(6, step("copy", ModelledChannel::copy))
        .withAction(20, step("trySend", ModelledChannel::trySend))
        .withAction(1, step("trySendNull", ModelledChannel::trySendNull))
        .withAction(20, step("tryReceive", ModelledChannel::tryReceive))
        .withAction(6, step("drain", ModelledChannel::drain))
        .withAction(4, step("closeHandle", ModelledChannel::closeHandle))
        .withAction(1, step("closeReceiver", ModelledChannel::closeReceiver))
        .withAction(1, step("cancelReceiver", ModelledChannel::cancelReceiver));
  }

  /**
   * Describes a step.
   *
   * @param <M> the type of the modelled channel
   * @param name shown when the test fails
   * @param step what to do to channel and model, with a number from 0 to 5
   * @return the step, followed by the comparison
   */
  public static <M extends ModelledChannel<?>> Action.Independent<M> step(
      String name, ObjIntConsumer<M> step) {
    Arbitrary<Integer> choices = Arbitraries.integers().between(0, 5);
    return () ->
        choices.map(
            choice ->
                Transformer.mutate(
                    name + "(" + choice + ")",
                    channel -> {
                      step.accept(channel, choice);
                      channel.afterStep();
                    }));
  }

  /**
   * Chooses capacities: the small ones, and some around powers of two.
   *
   * @return the capacities
   */
  public static Arbitrary<Integer> capacities() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.integers().between(1, 3)),
        Tuple.of(3, Arbitraries.integers().between(1, 9)),
        Tuple.of(1, Arbitraries.of(15, 16, 17, 31, 32, 33)));
  }
}
