// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.tck.ModelHandle;
import io.github.sluice.channel.tck.ModelScenario;
import io.github.sluice.channel.tck.ModelSteps;
import io.github.sluice.channel.tck.ModelWaiter;
import io.github.sluice.channel.tck.Modelled;
import io.github.sluice.channel.tck.ModelledChannel;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;

/**
 * A blocking channel and its model. Requests for permits wait in threads; sends and receives are
 * begun only when they need not wait.
 */
final class ModelledBlockingChannel extends ModelledChannel<BlockingSender<Integer>> {
  private static final Duration[] NO_TIME = {
    Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE)
  };

  private final BlockingFixture fixture = new BlockingFixture(ThreadKind.PLATFORM);
  private final BlockingChannel<Integer> channel;
  private final List<Modelled<PendingThread<Permit<Integer>>, ModelWaiter>> reserves =
      new ArrayList<>();

  ModelledBlockingChannel(int capacity) {
    super(capacity);
    channel = BlockingChannel.bounded(capacity, this::onUndelivered);
  }

  static Arbitrary<ModelScenario<ModelledBlockingChannel>> scenarios() {
    return ModelSteps.<ModelledBlockingChannel>common()
        .with(16, "send", (m, n) -> m.withHandle(n, m::send))
        .with(4, "sendInNoTime", ModelledBlockingChannel::sendInNoTime)
        .with(10, "reserve", ModelledBlockingChannel::reserve)
        .with(5, "withdraw", ModelledBlockingChannel::withdrawReserve)
        .with(16, "receive", ModelledBlockingChannel::receive)
        .with(8, "receiveInNoTime", ModelledBlockingChannel::receiveInNoTime)
        .with(6, "receiveMany", ModelledBlockingChannel::receiveMany)
        .upTo(80);
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
  protected WeakSender<BlockingSender<Integer>> downgrade(BlockingSender<Integer> handle) {
    return handle.downgrade();
  }

  @Override
  protected Receiver<Integer> receiver() {
    return channel.receiver();
  }

  private void send(Modelled<BlockingSender<Integer>, ModelHandle> handle) {
    Integer message = nextMessage();
    SendResult expected = model.trySend(handle.model(), message);
    if (expected == SendResult.SENT) {
      unwaiting(
          () -> {
            handle.real().send(message);
            return null;
          });
    } else if (expected == SendResult.CLOSED) {
      ChannelClosedException closed =
          assertThrows(ChannelClosedException.class, () -> handle.real().send(message));
      assertEquals(message, closed.undelivered());
    }
  }

  private void sendInNoTime(int choice) {
    withHandle(
        choice,
        handle -> {
          Integer message = nextMessage();
          SendResult expected = model.trySend(handle.model(), message);
          assertEquals(
              expected == SendResult.FULL ? SendResult.TIMED_OUT : expected,
              unwaiting(() -> handle.real().trySend(message, NO_TIME[choice % NO_TIME.length])));
        });
  }

  private void reserve(int choice) {
    int messages = 1 + choice % 4;
    withHandle(
        choice,
        handle -> {
          if (messages > handle.real().capacity()) {
            assertThrows(IllegalArgumentException.class, () -> handle.real().reserve(messages));
          } else {
            reserves.add(
                new Modelled<>(
                    fixture.begin(channel, () -> handle.real().reserve(messages)),
                    model.reserve(handle.model(), messages)));
          }
        });
  }

  private void withdrawReserve(int choice) {
    if (!reserves.isEmpty()) {
      Modelled<PendingThread<Permit<Integer>>, ModelWaiter> reserve =
          reserves.remove(choice % reserves.size());
      assertEquals(model.withdraw(reserve.model()), reserve.real().withdraw(), "withdrawn");
    }
  }

  private void receive(int ignored) {
    if (model.size() > 0 || model.isTerminated()) {
      receiveNow("receive", () -> channel.receiver().receive());
    }
  }

  private void receiveInNoTime(int choice) {
    Duration noTime = NO_TIME[choice % NO_TIME.length];
    receiveNow("receive", () -> channel.receiver().tryReceive(noTime));
  }

  private void receiveMany(int limit) {
    if (model.failureAtTheEnd() == null) {
      List<Integer> taken = new ArrayList<>();
      int count =
          unwaiting(() -> channel.receiver().tryReceiveMany(taken, limit, Duration.ofNanos(-1)));
      compareTaken(limit, count, taken);
    }
  }

  @Override
  protected void compareMore() {
    for (Modelled<PendingThread<Permit<Integer>>, ModelWaiter> reserve : reserves) {
      SendResult expected = reserve.model().outcome();
      if (expected == SendResult.SENT) {
        permits.add(reserve.real().await(), reserve.model().permit());
      } else if (expected == SendResult.CLOSED) {
        assertThrows(ChannelClosedException.class, reserve.real()::await);
      } else {
        assertFalse(reserve.real().isDone(), "reserve before its grant");
      }
    }
    reserves.removeIf(reserve -> reserve.model().outcome() != null);
  }

  @Override
  protected void release() {
    fixture.close();
  }

  @Override
  public String toString() {
    return channel + " " + reserves;
  }
}
