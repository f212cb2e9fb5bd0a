// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples

import io.github.sluice.channel.AsyncReceiver
import io.github.sluice.channel.AsyncSender
import io.github.sluice.channel.async.AsyncChannel
import java.util.Collections
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.time.Duration
import kotlin.time.TimeSource
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

// begin kotlin
/** Awaits a future. After a cancellation it throws, and nothing was done, or returns as always. */
suspend fun <R> CompletableFuture<R>.awaitOrWithdraw(): R =
  try {
    await()
  } catch (e: CancellationException) {
    // await() has cancelled the future; if that was too late, the operation had its effect.
    if (isCompletedExceptionally) throw e else withContext(NonCancellable) { await() }
  }

/** Receives the next message, or null at the end. If cancelled while it waits, it took nothing. */
suspend fun <T : Any> AsyncReceiver<T>.receiveOrEnd(): T? = receiveAfter { it.join() }

/** The same, or null if there is no message in time. */
suspend fun <T : Any> AsyncReceiver<T>.receiveWithin(timeout: Duration): T? {
  val deadline = TimeSource.Monotonic.markNow() + timeout
  return receiveAfter { withTimeoutOrNull(-deadline.elapsedNow()) { it.join() } }
}

/** Waits without a message; nothing suspends between taking one and returning it. */
private suspend inline fun <T : Any> AsyncReceiver<T>.receiveAfter(wait: (Job) -> Unit?): T? {
  while (true) {
    val woken = Job()
    poll { woken.complete() }?.let { return it }
    if (isTerminated || wait(woken) == null) return tryReceive() // throws after a failure
  }
}

// end kotlin

/** Coroutines that send and receive: S1, S4, A5, A6. */
@Timeout(300)
class CoroutineTest {
  @Test
  fun messagesAreAwaited() = runBlocking {
    val channel = AsyncChannel.bounded<Int>(2)
    launch(Dispatchers.Default) {
      channel.sender().use { sender -> repeat(10_000) { sender.send(it).await() } }
    }
    repeat(10_000) { assertEquals(it, channel.receiver().receive().await()) }
    assertNull(channel.receiver().receive().await())
  }

  @Test
  fun a5_aCancelledCoroutineLosesNoMessage() = runBlocking {
    val cancellations = 300 // of them, and not of messages: those depend on the load
    val over = AtomicBoolean()
    val channel = AsyncChannel.bounded<Int>(4)
    val producing =
      async(Dispatchers.Default) {
        var sent = 0
        channel.sender().use { sender -> while (!over.get()) sender.send(sent++).await() }
        sent
      }
    val received = Collections.synchronizedList(ArrayList<Int>()) // its size is read meanwhile
    repeat(cancellations) {
      val consumer = launch(Dispatchers.Default) { receiveAll(channel.receiver(), received) }
      val enough = received.size + 10
      while (received.size < enough) yield()
      consumer.cancelAndJoin()
    }
    over.set(true)
    receiveAll(channel.receiver(), received)
    assertEquals((0 until producing.await()).toList(), received)
  }

  private suspend fun receiveAll(receiver: AsyncReceiver<Int>, into: MutableList<Int>) {
    while (true) {
      into.add(receiver.receiveOrEnd() ?: return)
    }
  }

  @Test
  fun a6_aSendWhoseCoroutineIsCancelledIsDeliveredOrThrows() = runBlocking {
    val channel = AsyncChannel.bounded<Int>(1)
    val receiver = channel.receiver()
    val sender = channel.sender()
    val sent = ArrayList<Int>()
    val received = ArrayList<Int>()
    var cancelled = 0
    for (round in 0 until 3_000) {
      val producer = launch(Dispatchers.Default) { sendSome(sender, round * 100, sent) }
      val taken = received.size
      while (received.size < taken + round % 5) receiver.tryReceive()?.let(received::add) ?: yield()
      producer.cancelAndJoin()
      cancelled += if (producer.isCancelled) 1 else 0
      receiver.tryReceive()?.let(received::add)
    }
    assertEquals(sent, received)
    assertTrue(cancelled > 10) { "$cancelled coroutines have been cancelled" }
  }

  private suspend fun sendSome(sender: AsyncSender<Int>, first: Int, sent: MutableList<Int>) {
    for (message in first until first + 100) {
      sender.send(message).awaitOrWithdraw()
      sent.add(message)
    }
  }
}
