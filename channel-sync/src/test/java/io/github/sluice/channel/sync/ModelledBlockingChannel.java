// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.ModelledChannel;
import java.time.Duration;
import java.util.concurrent.Callable;
import net.jqwik.api.state.ActionChainArbitrary;

/** A blocking channel and its model. Waiting steps are taken only when they need not wait. */
final class ModelledBlockingChannel extends ModelledChannel<BlockingSender<Integer>> {
  private static final Duration[] NO_TIME = {
    Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE)
  };

  private final BlockingChannel<Integer> channel;

  ModelledBlockingChannel(int capacity) {
    super(capacity);
    channel = BlockingChannel.bounded(capacity, this::onUndelivered);
  }

  static ActionChainArbitrary<ModelledBlockingChannel> steps(int capacity) {
    return ModelledChannel.<ModelledBlockingChannel>commonSteps(
            () -> new ModelledBlockingChannel(capacity))
        .withAction(16, step("send", (m, n) -> m.withHandle(n, m::send)))
        .withAction(
            4,
            step("sendInNoTime", (m, n) -> m.withHandle(n, h -> m.sendInNoTime(h, NO_TIME[n % 3]))))
        .withAction(16, step("receive", ModelledBlockingChannel::receive))
        .withAction(8, step("receiveInNoTime", ModelledBlockingChannel::receiveInNoTime));
  }

  @Override
  protected BlockingSender<Integer> newSender() {
    return channel.sender();
  }

  @Override
  protected BlockingSender<Integer> copyOf(BlockingSender<Integer> handle) {
    return handle.copy();
  }

  @Override
  protected Receiver<Integer> receiver() {
    return channel.receiver();
  }

  private void send(Pair<BlockingSender<Integer>> handle) {
    Integer message = nextMessage();
    SendResult expected = model.trySend(handle.model, message);
    if (expected == SendResult.SENT) {
      unwaiting(
          () -> {
            handle.real.send(message);
            return null;
          });
    } else if (expected == SendResult.CLOSED) {
      ChannelClosedException closed =
          assertThrows(ChannelClosedException.class, () -> handle.real.send(message));
      assertEquals(message, closed.undelivered());
    }
  }

  private void sendInNoTime(Pair<BlockingSender<Integer>> handle, Duration noTime) {
    Integer message = nextMessage();
    SendResult expected = model.trySend(handle.model, message);
    assertEquals(
        expected == SendResult.FULL ? SendResult.TIMED_OUT : expected,
        unwaiting(() -> handle.real.send(message, noTime)));
  }

  private void receive(int ignored) {
    if (model.size() > 0 || model.isTerminated()) {
      assertEquals(model.tryReceive(), unwaiting(() -> channel.receiver().receive()));
    }
  }

  private void receiveInNoTime(int choice) {
    Duration noTime = NO_TIME[choice % NO_TIME.length];
    assertEquals(model.tryReceive(), unwaiting(() -> channel.receiver().receive(noTime)));
  }

  /** An operation that need not wait does not look at interrupts. */
  private static <R> R unwaiting(Callable<R> operation) {
    try {
      return operation.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return channel.toString();
  }
}
