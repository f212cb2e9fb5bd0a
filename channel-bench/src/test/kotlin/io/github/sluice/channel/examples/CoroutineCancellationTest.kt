// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples

import io.github.sluice.channel.ChannelFailedException
import io.github.sluice.channel.SendResult
import io.github.sluice.channel.async.AsyncChannel
import java.util.concurrent.CountDownLatch
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ScheduledFuture
import java.util.concurrent.ScheduledThreadPoolExecutor
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.hours
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.future.asCompletableFuture
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** Coroutines that run in one thread, which is busy when they are cancelled or time out: A5, A6. */
@Timeout(60)
class CoroutineCancellationTest {
  private val thread = OneThread()
  private val scope = CoroutineScope(thread.asCoroutineDispatcher())

  /** Its callbacks run in the test's thread. */
  private val channel = AsyncChannel.bounded<Int>(1)

  /** Its callbacks run in the only thread of the coroutines. */
  private val confined =
    AsyncChannel.bounded<Int>(1) { callback ->
      beforeCallback()
      thread.execute(callback)
    }

  /** Runs when an operation has been decided, and before its callback is in the thread's queue. */
  private var beforeCallback = {}

  @AfterEach
  fun shutDown() {
    thread.shutdownNow()
  }

  @Test
  fun a5_aMessageThatComesBeforeTheTimeoutIsSeenIsReceived() {
    for (receiving in listOf(channel, confined)) {
      val received = scope.async { receiving.receiver().receiveWithin(1.hours) }
      val timer = thread.timers.take()
      thread.whileBusy {
        assertEquals(SendResult.SENT, receiving.sender().trySend(1))
        timer.run()
      }
      assertEquals(1, result(received))
    }
  }

  @Test
  fun a5_aTimeoutLeavesWhatComesLaterToTheNext() {
    val received = scope.async { channel.receiver().receiveWithin(1.hours) }
    thread.timers.take().run()
    assertNull(result(received))
    assertEquals(SendResult.SENT, channel.sender().trySend(1))
    assertEquals(1, result(scope.async { channel.receiver().receiveWithin(1.hours) }))
  }

  @Test
  fun a5_aMessageThatComesBeforeTheCancellationIsLeftToTheNext() {
    for (receiving in listOf(channel, confined)) {
      val received = scope.async { receiving.receiver().receiveOrEnd() }
      thread.whileBusy {
        assertEquals(SendResult.SENT, receiving.sender().trySend(1))
        received.cancel()
      }
      assertCancelled(received)
      assertEquals(1, result(scope.async { receiving.receiver().receiveOrEnd() }))
    }
  }

  @Test
  fun a5_aMessageThatComesWithTheCancellationIsLeftToTheNext() {
    val received = scope.async { confined.receiver().receiveOrEnd() }
    thread.whileBusy {
      beforeCallback = { received.cancel() }
      assertEquals(SendResult.SENT, confined.sender().trySend(1))
    }
    assertCancelled(received)
    assertEquals(1, result(scope.async { confined.receiver().receiveOrEnd() }))
  }

  @Test
  fun a5_aMessageThatComesAfterTheCancellationIsLeftToTheNext() {
    for (receiving in listOf(channel, confined)) {
      val received = scope.async { receiving.receiver().receiveOrEnd() }
      thread.whileBusy { received.cancel() }
      assertCancelled(received)
      assertEquals(SendResult.SENT, receiving.sender().trySend(1))
      assertEquals(1, result(scope.async { receiving.receiver().receiveOrEnd() }))
    }
  }

  @Test
  fun a6_aSendThatIsAcceptedBeforeTheCancellationReturns() {
    val sender = confined.sender()
    assertEquals(SendResult.SENT, sender.trySend(1))
    val sent = LinkedBlockingQueue<Int>()
    val sending =
      scope.async {
        sender.send(2).awaitOrWithdraw()
        sent.add(2)
      }
    thread.whileBusy {
      beforeCallback = { sending.cancel() }
      assertEquals(1, confined.receiver().tryReceive())
    }
    assertCancelled(sending)
    assertEquals(listOf(2), sent.toList())
    assertEquals(2, confined.receiver().tryReceive())
  }

  @Test
  fun a6_aSendThatIsCancelledBeforeIsWithdrawn() {
    val sender = confined.sender()
    assertEquals(SendResult.SENT, sender.trySend(1))
    val sending = scope.async { sender.send(2).awaitOrWithdraw() }
    thread.whileBusy { sending.cancel() }
    assertCancelled(sending)
    assertEquals(1, confined.receiver().tryReceive())
    assertNull(confined.receiver().tryReceive())
  }

  @Test
  fun theEndAndAFailureAreSeen() {
    for (receiving in listOf(channel, confined)) {
      val end = scope.async { receiving.receiver().receiveWithin(1.hours) }
      thread.timers.take()
      receiving.sender().close()
      assertNull(result(end))
      assertNull(result(scope.async { receiving.receiver().receiveOrEnd() }))
    }
    val failing = AsyncChannel.bounded<Int>(1, thread)
    val failed = scope.async { runCatching { failing.receiver().receiveOrEnd() } }
    thread.whileBusy { failing.sender().closeExceptionally(Exception("a test's")) }
    assertThrows(ChannelFailedException::class.java) { result(failed).getOrThrow() }
  }

  /** Returns what a coroutine returns, if that needs no thread but those that there are. */
  private fun <R> result(deferred: Deferred<R>): R =
    deferred.asCompletableFuture().get(30, TimeUnit.SECONDS)

  private fun assertCancelled(deferred: Deferred<*>) {
    val ended = CountDownLatch(1)
    deferred.invokeOnCompletion { ended.countDown() }
    assertTrue(ended.await(30, TimeUnit.SECONDS), "the coroutine does not end")
    assertTrue(deferred.isCancelled)
  }

  /** One thread. Its timers expire when the test says so. */
  private class OneThread : ScheduledThreadPoolExecutor(1) {
    val timers = LinkedBlockingQueue<Runnable>()

    override fun schedule(command: Runnable, delay: Long, unit: TimeUnit): ScheduledFuture<*> {
      if (delay > 0) timers.add(command)
      return super.schedule(command, delay, unit)
    }

    /** Does something while the thread is busy with a task, after all tasks that came before. */
    fun whileBusy(action: () -> Unit) {
      val begun = CountDownLatch(1)
      val finished = CountDownLatch(1)
      execute {
        begun.countDown()
        finished.await()
      }
      assertTrue(begun.await(30, TimeUnit.SECONDS), "the thread is blocked")
      action()
      finished.countDown()
    }
  }
}
