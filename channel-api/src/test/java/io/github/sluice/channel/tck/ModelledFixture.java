// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import io.github.sluice.channel.WeakSender;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/** A channel of a fixture and its model: sends and a receive wait in whichever way is its own. */
public final class ModelledFixture extends ModelledChannel<Sender<Integer>> {
  /** A send that has been begun. */
  private record Send(Integer message, Pending<?> real, ModelWaiter model) {}

  private final ChannelFixture fixture;
  private final TestedChannel<Integer> channel;
  private final List<Send> sends = new ArrayList<>();
  private @Nullable Pending<@Nullable Integer> receive; // outstanding

  ModelledFixture(ChannelFixture fixture, int capacity) {
    super(capacity);
    this.fixture = fixture;
    channel = fixture.create(capacity, this::onUndelivered);
  }

  /** Describes what a fixture's channel and its model are taken through. */
  static Arbitrary<ModelScenario<ModelledFixture>> scenarios() {
    return ModelSteps.<ModelledFixture>common()
        .with(24, "send", ModelledFixture::send)
        .with(8, "withdrawSend", ModelledFixture::withdrawSend)
        .with(16, "receive", ModelledFixture::receive)
        .with(6, "withdrawReceive", ModelledFixture::withdrawReceive)
        .upTo(60);
  }

  @Override
  protected Sender<Integer> newSender() {
    return channel.sender();
  }

  @Override
  protected Sender<Integer> copyOf(Sender<Integer> handle) {
    return handle.copy();
  }

  @Override
  protected WeakSender<? extends Sender<Integer>> downgrade(Sender<Integer> handle) {
    return handle.downgrade();
  }

  @Override
  protected Receiver<Integer> receiver() {
    return channel.receiver();
  }

  @Override
  protected boolean isReceiving() {
    return receive != null;
  }

  /** A channel may notice it, but need not. */
  @Override
  protected void receiveTwice(Callable<?> receive) {}

  @Override
  protected int handlesOfWaitingSends() {
    return sends.size() * fixture.handlesOfAWaitingSend();
  }

  private void send(int choice) {
    if (fixture.strictlyFifo() || sends.isEmpty()) { // else the order of grants is open
      withHandle(
          choice,
          handle -> {
            Integer message = nextMessage();
            Pending<?> real = channel.beginSend(handle.real(), message);
            sends.add(new Send(message, real, model.send(handle.model(), message)));
          });
    }
  }

  private void withdrawSend(int choice) {
    if (!sends.isEmpty()) {
      Send send = sends.remove(choice % sends.size());
      assertEquals(model.withdraw(send.model), send.real.withdraw(), "withdrawn");
    }
  }

  private void receive(int ignored) {
    if (receive != null) {
      return;
    }
    if (model.size() == 0 && (!model.isTerminated() || model.mayOrMayNotHaveEnded())) {
      receive = channel.beginReceive();
    } else {
      receiveNow("receive", () -> channel.beginReceive().await());
    }
  }

  private void withdrawReceive(int ignored) {
    if (receive != null) {
      assertTrue(receive.withdraw() || model.mayOrMayNotHaveEnded(), "withdrawn");
      receive = null;
    }
  }

  @Override
  protected void compareMore() {
    compareReceive();
    sends.removeIf(ModelledFixture::isOver);
  }

  private void compareReceive() {
    if (receive == null) {
      return;
    }
    Pending<@Nullable Integer> outstanding = receive;
    boolean ended = model.mayOrMayNotHaveEnded() ? outstanding.isDone() : model.isTerminated();
    if (model.size() > 0 || ended) {
      receiveNow("the outstanding receive", outstanding::await);
      receive = null;
    } else {
      assertFalse(
          outstanding.isDone() && !model.mayOrMayNotHaveEnded(),
          "the outstanding receive has nothing to receive");
    }
  }

  private static boolean isOver(Send send) {
    SendResult expected = send.model.outcome();
    if (expected == SendResult.SENT) {
      send.real.await();
    } else if (expected == SendResult.CLOSED) {
      ChannelClosedException closed =
          assertThrows(ChannelClosedException.class, send.real::await, "send");
      assertEquals(send.message, closed.undelivered(), "returned");
    } else {
      assertFalse(send.real.isDone(), "send before its grant");
    }
    return expected != null;
  }

  @Override
  protected void release() {
    sends.forEach(send -> send.real.withdraw());
    if (receive != null) {
      receive.withdraw();
    }
  }

  @Override
  public String toString() {
    return channel + ", waiting to send: " + sends.size();
  }
}
