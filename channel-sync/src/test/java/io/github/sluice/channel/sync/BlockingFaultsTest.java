// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.CommonFaultTrials;
import io.github.sluice.channel.tck.FaultTrial;
import io.github.sluice.channel.tck.FaultTrials;
import io.github.sluice.channel.tck.ForkedJvm;
import io.github.sluice.channel.tck.Injection;
import io.github.sluice.channel.tck.ThreadKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** P1, S1, C4: what a fault leaves behind is usable, or has ended. */
@Tag("faults")
@Timeout(value = 20, unit = TimeUnit.MINUTES) // many trials, and each that hangs takes its time
class BlockingFaultsTest {
  private static final Duration SHORT = Duration.ofMillis(1);

  private final BlockingFixture fixture = new BlockingFixture(ThreadKind.PLATFORM);

  @Test
  void p1_aStackOverflowLeavesTheChannelUsableWhenInterpreted() throws Exception {
    List<String> options = new ArrayList<>(FaultTrials.STACK_OPTIONS);
    options.add("-Xint");
    FaultTrials.check(ForkedJvm.run(BlockingFaultsTest.class, options, "stack"));
  }

  @Test
  void p1_aStackOverflowLeavesTheChannelUsableWhenCompiled() throws Exception {
    FaultTrials.check(ForkedJvm.run(BlockingFaultsTest.class, FaultTrials.STACK_OPTIONS, "stack"));
  }

  @Test
  void p1_aFullHeapLeavesTheChannelUsable() throws Exception {
    FaultTrials.check(ForkedJvm.run(BlockingFaultsTest.class, FaultTrials.HEAP_OPTIONS, "heap"));
  }

  @ParameterizedTest
  @EnumSource
  void p1_s1_anOperationMayBeStoppedAtEveryStep(Injection injection) throws Exception {
    FaultTrials.check(BlockingFaultsTest.class, injection);
  }

  /** Runs in the forked virtual machine. */
  public static void main(String... args) throws Exception {
    new BlockingFaultsTest().trials().run(args);
  }

  private FaultTrials trials() {
    FaultTrials trials = new FaultTrials();
    CommonFaultTrials.add(trials, fixture::create);
    trials.add("send", () -> send(trial()));
    trials.add("send to a waiting receive", () -> send(trial().withWaitingReceive()));
    trials.add("send that times out", () -> sendTimed(trial().full()));
    trials.add("sendAll", () -> sendAll(trial()));
    trials.add("sendAll of two", () -> sendTwo(forThree()));
    trials.add(
        "sendAll of two to a waiting receive", () -> sendTwo(forThree().withWaitingReceive()));
    trials.add("receive that grants sends", () -> receive(granting()));
    trials.add("receive that times out", () -> receiveTimed(trial()));
    trials.add("receiveMany that grants sends", () -> receiveMany(granting()));
    trials.add("iterator that grants sends", () -> iterate(granting()));
    trials.add("reserve", () -> reserve(trial()));
    trials.add("reserve that times out", () -> reserve(trial().full()));
    return trials;
  }

  private FaultTrial trial() {
    return new FaultTrial(fixture::create, 2);
  }

  /** With capacity for what is sent beside the operation, which must not wait. */
  private FaultTrial forThree() {
    return new FaultTrial(fixture::create, 3);
  }

  private FaultTrial granting() {
    return trial().full().withWaitingSends(3);
  }

  private static BlockingSender<Integer> sender(FaultTrial trial) {
    return (BlockingSender<Integer>) trial.sender();
  }

  private static BlockingReceiver<Integer> receiver(FaultTrial trial) {
    return (BlockingReceiver<Integer>) trial.receiver();
  }

  private static FaultTrial send(FaultTrial trial) {
    BlockingSender<Integer> sender = sender(trial);
    return trial.sends(
        () -> {
          sender.send(FaultTrial.MESSAGE);
          return SendResult.SENT;
        });
  }

  private static FaultTrial sendTimed(FaultTrial trial) {
    BlockingSender<Integer> sender = sender(trial);
    return trial.sends(() -> sender.trySend(FaultTrial.MESSAGE, SHORT));
  }

  private static FaultTrial sendAll(FaultTrial trial) {
    BlockingSender<Integer> sender = sender(trial);
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(FaultTrial.MESSAGE));
    return trial.sends(() -> sender.sendAll(queue) == 1 ? SendResult.SENT : null);
  }

  private static FaultTrial sendTwo(FaultTrial trial) {
    BlockingSender<Integer> sender = sender(trial);
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(FaultTrial.MESSAGE, 101));
    return trial.sendsFrom(queue, () -> sender.sendAll(queue));
  }

  private static FaultTrial receive(FaultTrial trial) {
    return trial.receives(receiver(trial)::receive);
  }

  private static FaultTrial receiveTimed(FaultTrial trial) {
    BlockingReceiver<Integer> receiver = receiver(trial);
    return trial.receives(() -> receiver.tryReceive(SHORT));
  }

  private static FaultTrial receiveMany(FaultTrial trial) {
    BlockingReceiver<Integer> receiver = receiver(trial);
    return trial.receivesMany(() -> receiver.receiveMany(trial.received(), 2));
  }

  private static FaultTrial iterate(FaultTrial trial) {
    return trial.receives(receiver(trial).iterator()::next);
  }

  private static FaultTrial reserve(FaultTrial trial) {
    BlockingSender<Integer> sender = sender(trial);
    return trial.reserves(() -> sender.tryReserve(2, SHORT));
  }
}
