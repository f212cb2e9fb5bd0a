// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.Notification;
import io.github.sluice.channel.internal.SendWaiter;
import io.github.sluice.channel.internal.WithdrawableFuture;
import java.util.concurrent.CompletableFuture;

/**
 * A thread of the blocking channel that is parked in a send which retains the stream. What it does
 * when it is unparked, the thread does that unparks it; and cancelling the future is what an
 * interrupt or a timeout does.
 */
final class ParkedSend extends SendWaiter<Integer> {
  private final ChannelCore<Integer> core;
  private final Integer value;
  private final Result result = new Result();

  ParkedSend(ChannelCore<Integer> core, Integer value) {
    super(value, true);
    this.core = core;
    this.value = value;
  }

  CompletableFuture<Void> queue() {
    core.deliver(core.enqueue(this));
    return result;
  }

  @Override
  protected Notification settled() {
    return alone();
  }

  @Override
  public void deliver() {
    core.deliver(core.release());
    if (state() == State.GRANTED) {
      result.succeed();
    } else {
      result.fail(core.closedException(value));
    }
  }

  private final class Result extends WithdrawableFuture<Void> {
    void succeed() {
      fulfil(null);
    }

    void fail(RuntimeException refusal) {
      refuse(refusal);
    }

    @Override
    protected boolean withdraw() {
      if (!core.withdraw(ParkedSend.this)) {
        return false;
      }
      core.deliver(Notification.concat(caused(), core.release()));
      return true;
    }
  }
}
