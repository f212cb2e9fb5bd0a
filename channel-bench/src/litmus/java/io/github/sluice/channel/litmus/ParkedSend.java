// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.internal.base.Notification;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelFuture;
import io.github.sluice.channel.internal.queue.SendWaiter;
import java.util.concurrent.CompletableFuture;

/**
 * A thread of the blocking channel that is parked in a send which retains the stream. What it does
 * when it is unparked, the thread does that unparks it; and cancelling the future is what an
 * interrupt or a timeout does.
 */
final class ParkedSend extends SendWaiter<Integer> implements ChannelFuture.Owner {
  private final ChannelCore<Integer> core;
  private final Integer value;
  private final ChannelFuture<Void> result = new ChannelFuture<>(this);

  ParkedSend(ChannelCore<Integer> core, Integer value) {
    super(value, 0, true);
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
      result.succeed(null);
    } else {
      result.fail(core.closedException(value));
    }
  }

  @Override
  public boolean withdraw() {
    if (!core.withdraw(this)) {
      return false;
    }
    core.deliver(Notification.concat(caused(), core.release()));
    return true;
  }

  @Override
  public void withdrawn(Notification completion) {}
}
