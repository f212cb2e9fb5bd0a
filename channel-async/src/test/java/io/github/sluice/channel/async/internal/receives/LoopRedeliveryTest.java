// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.receives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.async.internal.callbacks.RedeliveryFixture;
import io.github.sluice.channel.async.internal.sends.AsyncSenderHandle;
import io.github.sluice.channel.async.internal.sends.PendingSends;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelOptions;
import io.github.sluice.channel.tck.Watchdog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A10: a loop whose end cannot be signalled at first. */
class LoopRedeliveryTest extends RedeliveryFixture {
  /** A loop whose end cannot be signalled at first. */
  private static final class FailingLoop extends ReceiveLoop<Integer, Integer> {
    private final List<Integer> received = new CopyOnWriteArrayList<>();
    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
    private final Fault fault;

    FailingLoop(ChannelCore<Integer> core, Callbacks callbacks, int times) {
      super(core, callbacks, SCHEDULED);
      fault = new Fault(times);
      acquireLease();
    }

    @Override
    @Nullable Integer take() {
      return core.take();
    }

    @Override
    void hand(Integer message) {
      received.add(message);
    }

    @Override
    void complete() {
      fault.pass();
      assertTrue(end.complete(null), "completed once");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a10_aLoopEndsOnceAndReceivesEachMessageOnce(int times) {
    Callbacks callbacks = new Callbacks(null, null);
    ChannelCore<Integer> core = new ChannelCore<>(new ChannelOptions<>(4), callbacks);
    AsyncSender<Integer> handle =
        core.opened(new AsyncSenderHandle<>(new PendingSends<>(core, callbacks, 9)));
    FailingLoop loop = new FailingLoop(core, callbacks, times);
    core.deliver(loop.alone());
    for (int message = 0; message < 300; message++) {
      handle.trySend(message);
    }
    handle.close();
    Watchdog.get("the end", core, loop.end);
    assertEquals(300, loop.received.size());
    awaitEnd();
    assertEquals(times, uncaught.size());
  }
}
