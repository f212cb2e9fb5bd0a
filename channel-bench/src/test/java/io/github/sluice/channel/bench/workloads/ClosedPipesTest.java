// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.bench.contenders.Pipe;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A channel that holds more than memory is closed when it has been measured, and not before. */
class ClosedPipesTest {
  private static final int MESSAGES = 1000;

  private final AtomicInteger closed = new AtomicInteger();

  private final class Closed implements Pipe {
    private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(1);
    private boolean isClosed;

    @Override
    public Inlet inlet() {
      return message -> {
        requireOpen();
        queue.put(message);
        requireOpen();
      };
    }

    @Override
    public Object receive() throws InterruptedException {
      requireOpen();
      return queue.take();
    }

    private synchronized void requireOpen() {
      if (isClosed) {
        throw new IllegalStateException("closed");
      }
    }

    @Override
    public synchronized void close() {
      requireOpen();
      isClosed = true;
      closed.incrementAndGet();
    }
  }

  @Test
  void aStreamClosesItsChannel() throws Exception {
    RunningStream stream =
        RunningStream.betweenThreads(
            new Closed(), ThreadKind.PLATFORM, 2, MESSAGES, RunningStream::oneByOne);
    assertEquals(2 * MESSAGES, stream.finish());
    assertEquals(1, closed.get());
  }

  @Test
  void roundTripsCloseBoth() throws Exception {
    Pipe there = new Closed();
    Pipe back = new Closed();
    long good =
        RoundTrips.betweenThreads(there, back, ThreadKind.PLATFORM, MESSAGES, RoundTrips::untimed);
    assertEquals(MESSAGES, good);
    assertEquals(2, closed.get());
  }
}
