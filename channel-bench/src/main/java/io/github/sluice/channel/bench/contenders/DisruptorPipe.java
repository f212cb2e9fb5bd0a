// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.EventTranslatorOneArg;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.util.Util;

/** LMAX's ring, whose events are made once and hold what is sent. */
public final class DisruptorPipe implements Pipe {
  private static final EventTranslatorOneArg<Object[], Object> SET = (event, n, m) -> event[0] = m;

  private final RingBuffer<Object[]> ring;
  private final SequenceBarrier barrier;
  private final Sequence received = new Sequence();
  private long available = received.get();

  /** The capacity is rounded up to a power of two. */
  public DisruptorPipe(int capacity) {
    int size = Util.ceilingNextPowerOfTwo(capacity);
    ring = RingBuffer.createMultiProducer(() -> new Object[1], size, new YieldingWaitStrategy());
    ring.addGatingSequences(received);
    barrier = ring.newBarrier();
  }

  @Override
  public Inlet inlet() {
    return message -> ring.publishEvent(SET, message);
  }

  @Override
  public Object receive() throws InterruptedException {
    long next = received.get() + 1;
    try {
      while (available < next) {
        available = barrier.waitFor(next);
      }
    } catch (AlertException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
    Object message = ring.get(next)[0];
    received.set(next);
    return message;
  }
}
