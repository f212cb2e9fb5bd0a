// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** P1: threads are unparked before any callback runs, and a callback that blocks delays none. */
class ThreadsBeforeCallbacksTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final List<Consumer<Integer>> onUndelivered = new ArrayList<>();
  private final BlockingChannel<Integer> channel =
      BlockingChannel.bounded(1, message -> onUndelivered.forEach(one -> one.accept(message)));
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  @ThreadKinds
  void p1_aDependentOfClosedDelaysNoRefusedThread(ThreadKind threads) {
    for (int way = 0; way < 3; way++) {
      BlockingChannel<Integer> full = BlockingChannel.bounded(1);
      BlockingSender<Integer> handle = full.sender();
      assertEquals(1, handle.tryReserve().remaining());
      try (BlockingFixture fixture = new BlockingFixture(threads)) {
        List<PendingThread<?>> waiting =
            List.of(
                fixture.begin(full, () -> handle.trySend(1, HOUR)),
                fixture.begin(full, () -> handle.trySend(3, HOUR)),
                fixture.begin(full, () -> handle.trySend(2, HOUR)));
        CompletableFuture<Void> waitsForThem =
            handle.closeFuture().thenRun(() -> waiting.forEach(PendingThread::await));
        switch (way) {
          case 0 -> full.receiver().close();
          case 1 -> full.receiver().cancel();
          default -> handle.closeExceptionally(new IllegalStateException("a test's"));
        }
        waitsForThem.join();
      }
    }
  }

  @ThreadKinds
  void p1_aDependentOfClosedDelaysNoReceiverThatWaitsForTheEnd(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      PendingThread<Integer> receive = fixture.begin(channel, receiver::receive);
      CompletableFuture<Integer> waitsForIt =
          sender.closeFuture().thenApply(closed -> receive.await());
      sender.close();
      assertEquals(null, waitsForIt.join());
    }
  }

  @ThreadKinds
  void p1_onUndeliveredDelaysNoRefusedThread(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      assertEquals(SendResult.SENT, sender.trySend(1));
      PendingThread<SendResult> send = fixture.begin(channel, () -> sender.trySend(2, HOUR));
      List<Object> seen = new ArrayList<>();
      onUndelivered.add(message -> seen.addAll(List.of(message, send.await())));
      receiver.cancel();
      assertEquals(List.of(1, SendResult.CLOSED), seen);
    }
  }

  @ThreadKinds
  void p7_theActionOfADrainDelaysNoThreadThatItsMessageLetsIn(ThreadKind threads) {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      assertEquals(SendResult.SENT, sender.trySend(1));
      PendingThread<SendResult> send = fixture.begin(channel, () -> sender.trySend(2, HOUR));
      List<Object> seen = new ArrayList<>();
      receiver.drain(message -> seen.addAll(List.of(message, send.await())), 1);
      assertEquals(List.of(1, SendResult.SENT), seen);
    }
  }
}
