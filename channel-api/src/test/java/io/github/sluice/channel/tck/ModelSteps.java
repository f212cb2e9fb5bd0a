// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjIntConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/**
 * What jqwik puts together to scenarios of a {@link ModelledChannel}. They are lists of steps, each
 * of which is possible at any time, so that what fails shrinks to the steps that matter.
 *
 * @param <M> the type of the modelled channel
 */
public final class ModelSteps<M extends ModelledChannel<?>> {
  private final List<Tuple2<Integer, Arbitrary<ModelStep<M>>>> steps = new ArrayList<>();

  private ModelSteps() {}

  /**
   * Begins with the steps that every channel has; those that wait can be added.
   *
   * @param <M> the type of the modelled channel
   * @return the steps
   */
  public static <M extends ModelledChannel<?>> ModelSteps<M> common() {
    return new ModelSteps<M>()
        .with(6, "sender", ModelledChannel::sender)
        .with(6, "copy", ModelledChannel::copy)
        .with(20, "trySend", ModelledChannel::trySend)
        .with(1, "trySendNull", ModelledChannel::trySendNull)
        .with(10, "tryReserve", ModelledChannel::tryReserve)
        .with(10, "permit.send", ModelledChannel::sendPermitted)
        .with(6, "permit.close", ModelledChannel::closePermit)
        .with(4, "upgrade", ModelledChannel::upgrade)
        .with(20, "tryReceive", ModelledChannel::tryReceive)
        .with(6, "drain", ModelledChannel::drain)
        .with(3, "peek", ModelledChannel::peek)
        .with(1, "terminationFuture", ModelledChannel::awaitTermination)
        .with(4, "closeHandle", ModelledChannel::closeHandle)
        .with(2, "fail", ModelledChannel::fail)
        .with(3, "closeReceiver", ModelledChannel::closeReceiver)
        .with(2, "cancelReceiver", ModelledChannel::cancelReceiver);
  }

  /**
   * Adds a step.
   *
   * @param weight how often it is to be taken, in relation to the others
   * @param name shown when the test fails
   * @param action what to do to channel and model, with a number from 0 to 5
   * @return this
   */
  public ModelSteps<M> with(int weight, String name, ObjIntConsumer<M> action) {
    steps.add(
        Tuple.of(
            weight,
            Arbitraries.integers()
                .between(0, 5)
                .map(choice -> new ModelStep<>(name, choice, action))));
    return this;
  }

  /**
   * Describes the scenarios.
   *
   * @param most how many steps they have at most
   * @return the scenarios
   */
  public Arbitrary<ModelScenario<M>> upTo(int most) {
    return Combinators.combine(
            capacities(),
            Arbitraries.frequencyOf(steps)
                .list()
                .ofMaxSize(most)
                .withSizeDistribution(RandomDistribution.uniform()))
        .as(ModelScenario::new);
  }

  /** Chooses capacities: the small ones, and some around powers of two. */
  private static Arbitrary<Integer> capacities() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.integers().between(1, 3)),
        Tuple.of(3, Arbitraries.integers().between(1, 9)),
        Tuple.of(1, Arbitraries.of(15, 16, 17, 31, 32, 33)));
  }
}
