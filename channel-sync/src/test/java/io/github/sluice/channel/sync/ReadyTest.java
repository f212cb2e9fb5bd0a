// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.PendingThread;
import io.github.sluice.channel.tck.PendingThreads;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** L2: waiting for a message without taking it, in a thread. */
class ReadyTest {
  private final BlockingChannel<Integer> channel = BlockingChannel.bounded(2);
  private final BlockingSender<Integer> sender = channel.sender();
  private final BlockingReceiver<Integer> receiver = channel.receiver();

  private final PendingThreads threads = new PendingThreads(Thread::new);

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
    threads.close();
  }

  @Test
  void l2_aMessageThatIsThereIsReadyAndStays() throws Exception {
    sender.send(1);
    Thread.currentThread().interrupt(); // nothing has to wait (I2)
    assertTrue(receiver.awaitReady());
    assertTrue(receiver.awaitReady(Duration.ZERO));
    assertTrue(receiver.awaitReady(Duration.ofDays(1)));
    assertTrue(Thread.interrupted());
    assertEquals(1, receiver.size());
    assertEquals(1, receiver.receive());
  }

  @Test
  void l2_aThreadWaitsUntilThereIsAMessage() {
    Pending<Boolean> ready = threads.begin(channel, receiver::awaitReady);
    assertFalse(ready.isDone());
    sender.trySend(1);
    assertTrue(ready.await());
    assertEquals(1, receiver.peek());
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void l2_theEndIsNotReady() throws Exception {
    Pending<Boolean> ready = threads.begin(channel, receiver::awaitReady);
    sender.close();
    assertFalse(ready.await());
    assertFalse(receiver.awaitReady());
    assertFalse(receiver.awaitReady(Duration.ofDays(1)));
  }

  @Test
  void l2_aCancelledChannelIsNotReady() {
    Pending<Boolean> ready = threads.begin(channel, receiver::awaitReady);
    receiver.cancel();
    assertFalse(ready.await());
  }

  @Test
  void l2_aFailureIsThrownAfterTheLastMessage() throws Exception {
    Exception cause = new Exception("a test's");
    sender.send(1);
    sender.closeExceptionally(cause);
    assertTrue(receiver.awaitReady());
    assertEquals(1, receiver.tryReceive());
    assertSame(cause, assertThrows(ChannelFailedException.class, receiver::awaitReady).getCause());
  }

  @Test
  void l2_i4_withinATimeoutNothingIsReady() throws Exception {
    assertFalse(receiver.awaitReady(Duration.ZERO));
    assertFalse(receiver.awaitReady(Duration.ofDays(-1)));
    assertFalse(receiver.awaitReady(Duration.ofMillis(1)));
    assertThrows(NullPointerException.class, () -> receiver.awaitReady(null));
    sender.send(1);
    assertEquals(1, receiver.receive());
  }

  @Test
  void l2_i1_anInterruptEndsTheWait() {
    PendingThread<Boolean> ready = threads.begin(channel, receiver::awaitReady);
    assertTrue(ready.withdraw());
    sender.trySend(1);
    assertEquals(1, receiver.tryReceive());
  }

  @Test
  void l2_whileAThreadWaitsNoOtherMayLook() {
    Pending<Boolean> ready = threads.begin(channel, receiver::awaitReady);
    assertThrows(IllegalStateException.class, receiver::peek);
    assertThrows(IllegalStateException.class, receiver::awaitReady);
    sender.trySend(1);
    assertTrue(ready.await());
  }
}
