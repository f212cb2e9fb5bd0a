// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.internal.ChannelCore;
import io.github.sluice.channel.internal.SendWaiter;
import io.github.sluice.channel.internal.WithdrawableFuture;
import java.util.concurrent.CompletableFuture;

/**
 * A thread of the blocking channel that is parked in a send which holds the stream. What it does
 * when it is unparked, as CompetingSender has it, whoever unparks it does; and cancelling the
 * future is what an interrupt or a timeout does.
 */
final class ParkedSend extends SendWaiter<Integer> {
  private final ChannelCore<Integer> core;
  private final Integer value;
  private final Result result = new Result();

  ParkedSend(ChannelCore<Integer> core, Integer value) {
    super(Kind.SIGNAL, null);
    this.core = core;
    this.value = value;
  }

  CompletableFuture<Void> queue() {
    core.waitingSenders().add(this);
    return result;
  }

  @Override
  protected void settled() {
    if (state() == State.REFUSED) {
      finish(SendResult.CLOSED);
    } else if (hasPermit()) {
      finish(core.sendPermitted(value) ? SendResult.SENT : SendResult.CLOSED);
    } else {
      SendResult sent = core.trySend(value);
      if (sent == SendResult.FULL) {
        waitOn();
        core.waitingSenders().add(this);
        core.waitingSenders().turnFinished();
      } else {
        core.waitingSenders().turnFinished();
        finish(sent);
      }
    }
  }

  private void finish(SendResult sent) {
    core.release();
    if (sent == SendResult.SENT) {
      result.succeed();
    } else {
      result.fail(core.refusal(value));
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
      if (!core.waitingSenders().withdraw(ParkedSend.this)) {
        return false;
      }
      core.release();
      return true;
    }
  }
}
