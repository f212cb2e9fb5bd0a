// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import io.github.sluice.channel.Permit;

/** The trials of the operations that all channels have. */
public final class CommonFaultTrials {
  private final FaultTrials.Factory factory;

  private CommonFaultTrials(FaultTrials.Factory factory) {
    this.factory = factory;
  }

  /**
   * Adds them.
   *
   * @param trials to which
   * @param factory creates the channels
   */
  public static void add(FaultTrials trials, FaultTrials.Factory factory) {
    CommonFaultTrials common = new CommonFaultTrials(factory);
    trials.add("trySend", () -> common.trySend(common.trial(2)));
    trials.add("trySend to a waiting receive", () -> common.trySend(common.waiting(2)));
    trials.add("trySend to a full channel", () -> common.trySend(common.trial(2).full()));
    trials.add("tryReceive", () -> common.tryReceive(common.trial(2).full()));
    trials.add("tryReceive that grants sends", () -> common.tryReceive(common.granting(2)));
    trials.add("drain that grants sends", () -> common.drain(common.granting(2)));
    common.addPermits(trials);
    common.addEnds(trials);
  }

  private FaultTrial trial(int capacity) {
    return new FaultTrial(factory, capacity);
  }

  private FaultTrial waiting(int capacity) {
    return trial(capacity).withWaitingReceive();
  }

  private FaultTrial granting(int capacity) {
    return trial(capacity).full().withWaitingSends(3);
  }

  private FaultTrial trySend(FaultTrial trial) {
    return trial.sends(() -> trial.sender().trySend(FaultTrial.MESSAGE));
  }

  private FaultTrial tryReceive(FaultTrial trial) {
    return trial.receives(trial.receiver()::tryReceive);
  }

  private FaultTrial drain(FaultTrial trial) {
    return trial.receivesMany(() -> trial.receiver().drain(trial.received()::add, 2));
  }

  // ---- permits

  private void addPermits(FaultTrials trials) {
    trials.add("tryReserve", () -> tryReserve(trial(2)));
    trials.add("permit.send", () -> permitSend(trial(2)));
    trials.add("permit.send to a waiting receive", () -> permitSend(waiting(2)));
    trials.add("permit.send after close", () -> permitSendAfterClose(waiting(2)));
    trials.add("permit.send after cancel", () -> permitSendAfterCancel(trial(2)));
    trials.add("permit.close", () -> permitClose(trial(2)));
    trials.add("permit.close that grants sends", () -> permitCloseGranting(trial(2)));
  }

  private FaultTrial tryReserve(FaultTrial trial) {
    return trial.reserves(() -> trial.sender().tryReserve(2));
  }

  private FaultTrial permitSend(FaultTrial trial) {
    Permit<Integer> permit = trial.permit(1);
    return trial.sends(() -> permit.send(FaultTrial.MESSAGE));
  }

  private FaultTrial permitSendAfterClose(FaultTrial trial) {
    FaultTrial sending = permitSend(trial);
    trial.receiver().close();
    return sending;
  }

  private FaultTrial permitSendAfterCancel(FaultTrial trial) {
    Permit<Integer> permit = trial.permit(1);
    trial.receiver().cancel();
    return trial.sends(() -> permit.send(FaultTrial.MESSAGE));
  }

  private FaultTrial permitClose(FaultTrial trial) {
    Permit<Integer> permit = trial.permit(2);
    return trial.runs(
        () -> {
          permit.close();
          return null;
        });
  }

  private FaultTrial permitCloseGranting(FaultTrial trial) {
    FaultTrial closing = permitClose(trial);
    return closing.withWaitingSends(3);
  }

  // ---- the end

  private void addEnds(FaultTrials trials) {
    trials.add("close", () -> close(granting(2)));
    trials.add("close of a waiting receive", () -> close(waiting(2)));
    trials.add("cancel", () -> cancel(granting(2)));
    trials.add("fail", () -> fail(granting(2)));
    trials.add("sender.close", () -> senderClose(trial(2).full()));
    trials.add("sender.close of a waiting receive", () -> senderClose(waiting(2)));
  }

  private FaultTrial close(FaultTrial trial) {
    return trial.runs(
        () -> {
          trial.receiver().close();
          return null;
        });
  }

  private FaultTrial cancel(FaultTrial trial) {
    return trial.receivesMany(
        () -> {
          trial.receiver().cancel();
          return null;
        });
  }

  private FaultTrial fail(FaultTrial trial) {
    Exception cause = new Exception("of the trial");
    return trial.runs(
        () -> {
          trial.sender().closeExceptionally(cause);
          return null;
        });
  }

  private FaultTrial senderClose(FaultTrial trial) {
    return trial.runs(
        () -> {
          trial.sender().close();
          return null;
        });
  }
}
