// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.WeakSender;
import io.github.sluice.channel.tck.Ledger;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.StressMessage;
import io.github.sluice.channel.tck.StressPlan;
import io.github.sluice.channel.tck.ThreadKind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/** One channel's life in the stress test. */
final class BlockingRound {
  private final StressPlan plan;
  private final ThreadKind threads;
  private final Ledger ledger;
  private final BlockingChannel<StressMessage> channel;
  private WeakSender<BlockingSender<StressMessage>> weak;
  private final AtomicReferenceArray<Thread> running;
  private final AtomicInteger busy = new AtomicInteger();

  BlockingRound(StressPlan plan, ThreadKind threads) {
    this.plan = plan;
    this.threads = threads;
    ledger = new Ledger(plan.producers(), plan.messages());
    channel =
        BlockingChannel.bounded(
            plan.capacity(),
            message -> {
              ledger.undelivered(message);
              plan.endOfCallback();
            });
    running = new AtomicReferenceArray<>(plan.producers() + 1);
  }

  int run() throws Exception {
    List<Race.Task> tasks = new ArrayList<>();
    for (int i = 0; i < plan.producers(); i++) {
      int producer = i;
      BlockingSender<StressMessage> sender = channel.sender();
      weak = sender.downgrade();
      tasks.add(() -> tracked(producer, () -> produce(producer, sender)));
    }
    tasks.add(() -> tracked(plan.producers(), this::consume));
    busy.set(tasks.size());
    if (plan.withdrawals() || plan.disturbances()) {
      tasks.add(this::disturb);
    }
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      Race.of(this, tasks.toArray(new Race.Task[0])).run(fixture);
    }
    assertTrue(channel.receiver().isTerminated());
    assertEquals(0, channel.receiver().size());
    StressPlan.requireNothingLeft(channel.receiver());
    if (plan.ending() != StressPlan.Ending.CANCEL) {
      assertEquals(0, ledger.undeliveredCount(), "undelivered without cancel");
    }
    return ledger.verify();
  }

  private void tracked(int index, Race.Task task) throws Exception {
    running.set(index, Thread.currentThread());
    try {
      task.run();
    } finally {
      running.set(index, null);
      busy.decrementAndGet();
    }
  }

  private void produce(int producer, BlockingSender<StressMessage> first) {
    Random random = plan.random(producer);
    BlockingSender<StressMessage> sender = first;
    int refusals = 0;
    for (int i = 0; i < plan.messages() && refusals < 3; i++) {
      if (random.nextInt(64) == 0) {
        sender = exchange(sender);
      }
      int way = random.nextInt(16);
      SendResult result;
      if (way == 7) {
        int count = Math.min(1 + random.nextInt(5), plan.messages() - i);
        result = sendFromQueue(sender, producer, count);
        i += count - 1;
      } else {
        StressMessage message = ledger.next(producer);
        result = send(way, sender, message);
        settle(message, result == SendResult.SENT);
      }
      refusals += result == SendResult.CLOSED ? 1 : 0;
    }
    sender.close();
  }

  private void settle(StressMessage message, boolean isSent) {
    if (isSent) {
      ledger.sent(message);
    } else {
      ledger.notSent(message);
    }
  }

  private static BlockingSender<StressMessage> exchange(BlockingSender<StressMessage> sender) {
    try {
      BlockingSender<StressMessage> copy = sender.copy();
      sender.close();
      return copy;
    } catch (ChannelClosedException e) {
      return sender;
    }
  }

  /** Sends in one of several ways; TIMED_OUT stands for interrupted, too. */
  private static SendResult send(
      int way, BlockingSender<StressMessage> sender, StressMessage message) {
    try {
      switch (way) {
        case 0:
          return sender.trySend(message);
        case 1:
          return sender.trySend(message, Duration.ZERO);
        case 2:
          return sender.trySend(message, Duration.ofNanos(2_000));
        case 3:
          return sender.trySend(message, Duration.ofMillis(1));
        case 4:
          return sendWith(sender.tryReserve(), message);
        case 5:
          return sendWith(sender.tryReserve(1, Duration.ofMillis(1)), message);
        case 6:
          return sendWith(sender.reserve(Math.min(3, sender.capacity())), message);
        default:
          sender.send(message);
          return SendResult.SENT;
      }
    } catch (ChannelClosedException e) {
      assertSame(4 <= way && way <= 6 ? null : message, e.undelivered());
      return SendResult.CLOSED;
    } catch (InterruptedException e) {
      return SendResult.TIMED_OUT;
    }
  }

  /** Uses one of what has been reserved. */
  private static SendResult sendWith(Permit<StressMessage> permit, StressMessage message) {
    if (permit == null) {
      return SendResult.FULL;
    }
    try (permit) {
      return permit.send(message);
    }
  }

  /** Sends some messages together; what of them is left in the queue has not been sent (B28). */
  private SendResult sendFromQueue(BlockingSender<StressMessage> sender, int producer, int count) {
    List<StressMessage> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(ledger.next(producer));
    }
    Queue<StressMessage> queue = new ArrayDeque<>(messages);
    SendResult result = SendResult.SENT;
    try {
      int sent = sender.trySendAll(queue, Duration.ofMillis(1));
      assertEquals(count - sent, queue.size(), "B28");
    } catch (ChannelClosedException e) {
      assertNull(e.undelivered());
      result = SendResult.CLOSED;
    } catch (InterruptedException e) {
      result = SendResult.TIMED_OUT;
    }
    int sent = count - queue.size();
    assertEquals(messages.subList(sent, count), List.copyOf(queue), "B28");
    for (int i = 0; i < count; i++) {
      settle(messages.get(i), i < sent);
    }
    return result;
  }

  private void consume() {
    Random random = plan.random(plan.producers());
    boolean ended = false;
    while (!ended) {
      if (ledger.receivedCount() >= plan.endAfter()) {
        plan.ending().end(channel.receiver(), weak);
      }
      ended = receive(random.nextInt(10));
    }
    for (int way = 0; way < 10; way++) {
      assertTrue(receive(way), "X4, X12");
    }
  }

  /** Receives in one of several ways; true at the end of the stream. */
  private boolean receive(int way) {
    plan.requireWithinBounds(channel.receiver().size());
    boolean terminated = channel.receiver().isTerminated();
    int before = ledger.receivedCount();
    try {
      receiveSome(way);
    } catch (InterruptedException e) {
      return false;
    } catch (ChannelFailedException e) {
      assertEquals(StressPlan.Ending.FAIL, plan.ending());
      assertTrue(channel.receiver().isTerminated(), "X9");
      return true;
    }
    assertFalse(terminated && ledger.receivedCount() > before, "X12");
    return terminated;
  }

  private void receiveSome(int way) throws InterruptedException {
    BlockingReceiver<StressMessage> receiver = channel.receiver();
    List<StressMessage> taken = new ArrayList<>();
    switch (way) {
      case 0:
        addUnlessNull(taken, receiver.tryReceive());
        break;
      case 1:
        addUnlessNull(taken, receiver.tryReceive(Duration.ofNanos(1_000)));
        break;
      case 2:
        receiver.drain(taken::add, 5);
        break;
      case 3:
        receiver.tryReceiveMany(taken, 4, Duration.ofNanos(20_000));
        break;
      case 4:
        int count = receiver.receiveMany(taken, 3);
        assertTrue(count == taken.size() && (count > 0 || receiver.isTerminated()), "X9");
        break;
      case 5:
        receiveByIterator(taken);
        break;
      default:
        assertTrue(addUnlessNull(taken, receiver.receive()) || receiver.isTerminated(), "X9");
        break;
    }
    taken.forEach(ledger::received);
  }

  private static boolean addUnlessNull(List<StressMessage> taken, StressMessage message) {
    return message != null && taken.add(message);
  }

  private void receiveByIterator(List<StressMessage> taken) throws InterruptedException {
    try {
      Iterator<StressMessage> messages = channel.receiver().iterator();
      if (messages.hasNext()) {
        taken.add(messages.next());
      } else {
        assertTrue(channel.receiver().isTerminated(), "X9");
      }
    } catch (CancellationException e) {
      assertTrue(Thread.interrupted(), "I1");
      throw new InterruptedException();
    }
  }

  private void disturb() {
    Random random = plan.random(plan.producers() + 1);
    while (busy.get() > 0) {
      Thread thread = running.get(random.nextInt(running.length()));
      if (thread != null && plan.withdrawals()) {
        thread.interrupt();
      } else if (thread != null) {
        LockSupport.unpark(thread);
      }
      for (int i = random.nextInt(20); i >= 0; i--) {
        Race.timedYield();
      }
    }
  }

  @Override
  public String toString() {
    return plan + " " + channel + " " + ledger;
  }
}
