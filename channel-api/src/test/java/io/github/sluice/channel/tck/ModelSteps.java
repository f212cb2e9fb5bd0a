// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.state.Transformer;

/** What jqwik puts together to sequences of steps of a {@link ModelledChannel}. */
public final class ModelSteps {
  private ModelSteps() {}

  /**
   * Describes the sequences of the steps that every channel has; those that wait can be added.
   *
   * @param <M> the type of the modelled channel
   * @param start makes a new channel and model
   * @return the sequences
   */
  public static <M extends ModelledChannel<?>> ActionChainArbitrary<M> common(Supplier<M> start) {
    return ActionChain.startWith(start)
        .withAction(6, step("sender", ModelledChannel::sender))
        .withAction(6, step("copy", ModelledChannel::copy))
        .withAction(20, step("trySend", ModelledChannel::trySend))
        .withAction(1, step("trySendNull", ModelledChannel::trySendNull))
        .withAction(10, step("tryReserve", ModelledChannel::tryReserve))
        .withAction(10, step("permit.send", ModelledChannel::sendPermitted))
        .withAction(6, step("permit.close", ModelledChannel::closePermit))
        .withAction(4, step("upgrade", ModelledChannel::upgrade))
        .withAction(20, step("tryReceive", ModelledChannel::tryReceive))
        .withAction(6, step("drain", ModelledChannel::drain))
        .withAction(4, step("closeHandle", ModelledChannel::closeHandle))
        .withAction(1, step("fail", ModelledChannel::fail))
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
