// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Races;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * How one writes an adapter with nothing but wakers: connections on event loops of one thread each,
 * as in Netty, joined by a channel. No future is made, and nobody blocks.
 */
@Races
class EventLoopTest {
  private static final int MESSAGES = Race.times(100_000);

  private final AtomicReference<Throwable> failure = new AtomicReference<>(); // of any loop

  /** Runs tasks one after the other, in a thread of its own. */
  private static final class EventLoop implements Executor, AutoCloseable {
    private final AtomicReference<Throwable> failure;
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::loop);
    private boolean closed; // by the loop's thread

    EventLoop(AtomicReference<Throwable> failure) {
      this.failure = failure;
      thread.setDaemon(true);
      thread.start();
    }

    private void loop() {
      while (!closed) {
        try {
          tasks.take().run();
        } catch (Throwable e) {
          failure.compareAndSet(null, e);
          return;
        }
      }
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    boolean isCurrent() {
      return Thread.currentThread() == thread;
    }

    @Override
    public void close() {
      execute(() -> closed = true);
    }
  }

  /** A connection sends what it reads, and does not read while there is no capacity. */
  private static final class Reading {
    private final EventLoop loop;
    private final AsyncSender<Integer> sender;
    private final SendPoller<Integer> poller;
    private final Waker writable;
    private final int to;
    private int next;

    Reading(EventLoop loop, AsyncSender<Integer> sender, int from, int to) {
      this.loop = loop;
      this.sender = sender;
      poller = sender.poller();
      this.to = to;
      next = from;
      writable = () -> loop.execute(this::read); // one for all registrations
    }

    void read() {
      assertEquals(true, loop.isCurrent());
      while (next < to) {
        if (poller.trySend(next) == SendResult.SENT) {
          next++;
        } else if (!poller.pollReady(writable)) {
          return; // the waker brings this back
        }
      }
      sender.close();
    }
  }

  /** What a connection receives, it writes; when there is nothing, the loop does something else. */
  private static final class Writing {
    private static final int BUDGET = 64;

    final CompletableFuture<List<Integer>> written = new CompletableFuture<>();
    private final EventLoop loop;
    private final AsyncReceiver<Integer> receiver;
    private final Waker readable;
    private final List<Integer> output = new ArrayList<>();

    Writing(EventLoop loop, AsyncReceiver<Integer> receiver) {
      this.loop = loop;
      this.receiver = receiver;
      readable = () -> loop.execute(this::write);
    }

    void write() {
      assertEquals(true, loop.isCurrent());
      for (int i = 0; i < BUDGET; i++) {
        Integer message = receiver.poll(readable);
        if (message != null) {
          output.add(message);
        } else if (receiver.isTerminated()) {
          written.complete(output);
          return;
        } else {
          return; // the waker brings this back
        }
      }
      loop.execute(this::write); // after the others' tasks
    }
  }

  @Test
  void messagesPassFromLoopToLoopThroughLittleCapacity() {
    try (EventLoop first = new EventLoop(failure);
        EventLoop second = new EventLoop(failure)) {
      AsyncChannel<Integer> channel = AsyncChannel.bounded(8);
      passThrough(channel, first, second);
    }
  }

  @Test
  void messagesPassWithinOneLoop() {
    try (EventLoop loop = new EventLoop(failure)) {
      AsyncChannel<Integer> channel = AsyncChannel.bounded(1);
      passThrough(channel, loop, loop);
    }
  }

  private void passThrough(AsyncChannel<Integer> channel, EventLoop first, EventLoop second) {
    Writing writing = new Writing(second, channel.receiver());
    Reading low = new Reading(first, channel.sender(), 0, MESSAGES);
    Reading high = new Reading(first, channel.sender(), MESSAGES, 2 * MESSAGES);
    second.execute(writing::write);
    first.execute(low::read);
    first.execute(high::read);
    Watchdog.await("the output", channel, () -> writing.written.isDone() || failure.get() != null);
    if (failure.get() != null) {
      throw new AssertionError("in an event loop", failure.get());
    }
    int[] next = {0, MESSAGES};
    for (int message : writing.written.join()) {
      assertEquals(next[message / MESSAGES]++, message);
    }
    assertEquals(List.of(MESSAGES, 2 * MESSAGES), List.of(next[0], next[1]));
  }
}
