// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async.internal.sends;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.async.internal.callbacks.Callbacks;
import io.github.sluice.channel.async.internal.callbacks.RedeliveryFixture;
import io.github.sluice.channel.async.internal.receives.AsyncReceiverHandle;
import io.github.sluice.channel.internal.core.ChannelCore;
import io.github.sluice.channel.internal.core.ChannelOptions;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A10: a refused send whose future cannot be completed at first. */
class SendRedeliveryTest extends RedeliveryFixture {
  /** A send whose future cannot be completed at first. */
  private static final class FailingSend extends PendingSend<Integer, @Nullable Void> {
    private final Fault fault;

    FailingSend(PendingSends<Integer> sends, Integer message, int times) {
      super(sends, message, null);
      fault = new Fault(times);
    }

    @Override
    public void deliver() {
      fault.pass();
      super.deliver();
      fault.pass();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a10_aSendThatIsRefusedCompletesOnce(boolean cancels) {
    Callbacks callbacks = new Callbacks(null, null);
    ChannelCore<Integer> core = new ChannelCore<>(new ChannelOptions<>(1), callbacks);
    PendingSends<Integer> sends = new PendingSends<>(core, callbacks, 5);
    AsyncSender<Integer> handle = core.opened(new AsyncSenderHandle<>(sends));
    handle.trySend(0);
    List<FailingSend> waiting = new ArrayList<>();
    List<Integer> refused = new CopyOnWriteArrayList<>();
    for (int message = 1; message <= 5; message++) {
      FailingSend send = new FailingSend(sends, message, message);
      assertFalse(send.start().isDone());
      send.future.whenComplete(
          (sent, failure) ->
              refused.add((Integer) ((ChannelClosedException) failure).undelivered()));
      waiting.add(send);
    }
    CompletableFuture<@Nullable Void> closed = handle.closeFuture();
    AsyncReceiver<Integer> end = new AsyncReceiverHandle<>(core, callbacks);
    if (cancels) {
      end.cancel();
    } else {
      end.close();
    }
    assertTrue(closed.isDone());
    for (FailingSend send : waiting) {
      assertThrows(
          ChannelClosedException.class, () -> Watchdog.get("a refused send", core, send.future));
    }
    awaitEnd();
    assertEquals(List.of(1, 2, 3, 4, 5), refused.stream().sorted().toList());
    for (int i = 0; i < 5; i++) {
      assertTrue(sends.countUp(), "a refused send counts as pending");
    }
  }
}
