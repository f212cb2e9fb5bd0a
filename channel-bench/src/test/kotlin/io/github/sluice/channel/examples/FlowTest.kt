// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples

import io.github.sluice.channel.AsyncReceiver
import io.github.sluice.channel.AsyncSender
import io.github.sluice.channel.ChannelClosedException
import io.github.sluice.channel.ChannelFailedException
import io.github.sluice.channel.async.AsyncChannel
import java.util.ArrayDeque
import java.util.Collections
import java.util.concurrent.CancellationException
import java.util.concurrent.Executor
import java.util.concurrent.atomic.AtomicBoolean
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.mapNotNull
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.future.await
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

// begin flow
/** The messages to come. A message is taken only when the collector is called with it at once. */
fun <T : Any> AsyncReceiver<T>.asFlow(): Flow<T> =
  flow { while (whenReady().awaitOrWithdraw()) emit(Unit) } // a cancellation is noticed here
    .mapNotNull { tryReceive() } // and not from here on; null: cancelled by another

/** Sends what is collected, and closes the handle; what cuts the flow short fails the stream. */
suspend fun <T : Any> Flow<T>.sendTo(sender: AsyncSender<T>) =
  sender.use {
    try {
      collect { sender.send(it).awaitOrWithdraw() }
    } catch (e: Throwable) {
      sender.closeExceptionally(e) // has no effect if the receiver has closed the channel
      throw e
    }
  }

// end flow

/** Flows of what a channel's receiver gets, and flows into a sender: A5, A6. */
@Timeout(300)
class FlowTest {
  private val channel = AsyncChannel.bounded<Int>(3)
  private val sender = channel.sender()
  private val receiver = channel.receiver()

  /** Tasks of coroutines, which run when the test says so, in its thread. */
  private val tasks = ArrayDeque<Runnable>()
  private val scope = CoroutineScope(Executor { tasks.add(it) }.asCoroutineDispatcher())

  private fun runTasks() {
    while (tasks.isNotEmpty()) tasks.remove().run()
  }

  private fun fill() = repeat(3) { assertTrue(sender.trySend(it).isSent) }

  private fun drained() = ArrayList<Int>().also { receiver.drain(it::add, 100) }

  // ---- from a channel

  @Test
  fun allMessagesAreCollected() = runBlocking {
    launch(Dispatchers.Default) { (0 until 10_000).asFlow().sendTo(sender) }
    assertEquals((0 until 10_000).toList(), receiver.asFlow().toList())
  }

  @Test
  fun aFlowThatIsNotCollectedTakesNothing() {
    fill()
    receiver.asFlow()
    assertEquals(3, receiver.size())
  }

  @Test
  fun aFlowThatIsStoppedLeavesTheOthers() = runBlocking {
    fill()
    assertEquals(0, receiver.asFlow().first())
    assertEquals(listOf(1), receiver.asFlow().take(1).toList())
    assertEquals(2, receiver.asFlow().first())
    assertEquals(0, receiver.size())
  }

  @Test
  fun aCollectorThatThrowsHasItsMessage() = runBlocking {
    fill()
    val thrown = runCatching { receiver.asFlow().collect { throw IllegalStateException("$it") } }
    assertEquals("0", thrown.exceptionOrNull()?.message)
    assertEquals(listOf(1, 2), drained())
  }

  @Test
  fun aFailureComesAfterTheMessages() = runBlocking {
    val cause = Exception("a test's")
    fill()
    sender.closeExceptionally(cause)
    val collected = ArrayList<Int>()
    val thrown = runCatching { receiver.asFlow().collect(collected::add) }.exceptionOrNull()
    assertEquals(listOf(0, 1, 2), collected)
    assertSame(cause, assertInstanceOf(ChannelFailedException::class.java, thrown).cause)
  }

  @Test
  fun a5_aCancellationThatComesAfterTheMessageLeavesIt() {
    val collected = ArrayList<Int>()
    val collecting = scope.launch { receiver.asFlow().collect(collected::add) }
    runTasks() // it waits
    fill()
    assertEquals(1, tasks.size) // and is about to go on
    collecting.cancel()
    runTasks()
    assertTrue(collecting.isCompleted)
    assertEquals(emptyList<Int>(), collected)
    assertEquals(listOf(0, 1, 2), drained())
  }

  @Test
  fun a5_aCancellationThatComesWithTheMessageLeavesIt() {
    val callbacks = ArrayDeque<Runnable>()
    val confined = AsyncChannel.bounded<Int>(3, callbacks::add)
    val collected = ArrayList<Int>()
    val collecting = scope.launch { confined.receiver().asFlow().collect(collected::add) }
    runTasks() // it waits
    confined.sender().trySend(0)
    collecting.cancel() // before the callback
    runTasks()
    assertFalse(collecting.isCompleted) { "a collector has ended, and its wait has not" }
    callbacks.remove().run()
    runTasks()
    assertTrue(collecting.isCompleted)
    assertEquals(emptyList<Int>(), collected)
    assertEquals(0, confined.receiver().tryReceive())
  }

  @Test
  fun a5_aCancellationWhileTheCollectorIsAtWorkLeavesTheOthers() {
    val collected = ArrayList<Int>()
    fill()
    val collecting =
      scope.launch {
        receiver.asFlow().collect {
          collected.add(it)
          if (it == 1) coroutineContext.job.cancel()
        }
      }
    runTasks()
    assertTrue(collecting.isCancelled)
    assertEquals(listOf(0, 1), collected)
    assertEquals(listOf(2), drained())
  }

  /** Cancels the collector in a callback that taking the first message causes. */
  private fun collectAndCancel(messages: Flow<Int>): List<Int> {
    val collected = ArrayList<Int>()
    val collecting = scope.launch { messages.collect(collected::add) }
    fill()
    sender.send(3).thenRun { collecting.cancel() } // waits until the first is taken
    runTasks()
    assertTrue(collecting.isCancelled)
    assertEquals(listOf(1, 2, 3), drained())
    return collected
  }

  @Test
  fun a5_aCancellationWhileAMessageIsTakenComesAfterIt() {
    assertEquals(listOf(0), collectAndCancel(receiver.asFlow()))
  }

  @Test
  fun theUsualFlowLosesTheMessageThatItHasTaken() {
    val usual = flow { while (true) emit(receiver.receiveOrEnd() ?: break) }
    assertEquals(emptyList<Int>(), collectAndCancel(usual))
  }

  @Test
  fun a7_aSecondCollectorIsRefused() {
    scope.launch { receiver.asFlow().collect {} }
    val second = scope.async { runCatching { receiver.asFlow().first() } }
    runTasks()
    val thrown = runBlocking { second.await().exceptionOrNull() }
    assertInstanceOf(IllegalStateException::class.java, thrown)
  }

  @Test
  fun whatABufferHoldsIsLostWithItsCollector() {
    fill()
    val collecting = scope.launch { receiver.asFlow().buffer(10).collect { Job().join() } }
    runTasks()
    assertEquals(0, receiver.size())
    collecting.cancel()
    runTasks()
    assertEquals(emptyList<Int>(), drained())
  }

  @Test
  fun a5_cancelledCollectorsLoseNoMessage() = runBlocking {
    val cancellations = 300
    val enough = AtomicBoolean()
    val producing =
      async(Dispatchers.Default) {
        var sent = 0
        sender.use { while (!enough.get()) it.send(sent++).await() }
        sent
      }
    val collected = Collections.synchronizedList(ArrayList<Int>()) // its size is read meanwhile
    repeat(cancellations) {
      val collecting = launch(Dispatchers.Default) { receiver.asFlow().collect(collected::add) }
      val some = collected.size + 10
      while (collected.size < some) yield()
      collecting.cancelAndJoin()
    }
    enough.set(true)
    receiver.asFlow().collect(collected::add)
    assertEquals((0 until producing.await()).toList(), collected)
  }

  // ---- into a channel

  @Test
  fun aFlowIsCollectedAsTheChannelAccepts() {
    val emitted = ArrayList<Int>()
    val sending = scope.launch { (0 until 10).asFlow().onEach(emitted::add).sendTo(sender) }
    runTasks()
    assertEquals(listOf(0, 1, 2, 3), emitted) // three are in the channel, and one waits
    for (message in 0 until 10) {
      assertEquals(message, receiver.tryReceive())
      runTasks()
      assertTrue(emitted.size <= message + 1 + 4)
    }
    assertTrue(sending.isCompleted)
    assertTrue(receiver.isTerminated)
    assertNull(receiver.failure())
  }

  @Test
  fun aFlowThatFailsFailsTheStream() {
    val cause = IllegalStateException("a test's")
    val sending = scope.async { runCatching { flow<Int> { emit(1); throw cause }.sendTo(sender) } }
    runTasks()
    assertEquals(1, receiver.tryReceive())
    val failure = assertThrows(ChannelFailedException::class.java) { receiver.tryReceive() }
    assertSame(cause, failure.cause)
    runBlocking { assertEquals("a test's", sending.await().exceptionOrNull()?.message) }
    assertEquals(0, sender.senderCount())
  }

  @Test
  fun a6_aFlowThatIsCancelledFailsTheStream() {
    val sending = scope.launch { (0 until 10).asFlow().sendTo(sender) }
    runTasks()
    sending.cancel()
    runTasks()
    assertEquals(0, receiver.tryReceive())
    assertEquals(1, receiver.tryReceive())
    assertEquals(2, receiver.tryReceive())
    val failure = assertThrows(ChannelFailedException::class.java) { receiver.tryReceive() }
    assertInstanceOf(CancellationException::class.java, failure.cause)
  }

  @Test
  fun aFlowIntoAChannelThatIsClosedGetsItsMessageBack() {
    val sending = scope.async { runCatching { (0 until 10).asFlow().sendTo(sender) } }
    runTasks()
    receiver.close()
    runTasks()
    val thrown = runBlocking { sending.await().exceptionOrNull() }
    assertEquals(3, assertInstanceOf(ChannelClosedException::class.java, thrown).undelivered())
    assertEquals(listOf(0, 1, 2), drained())
    assertTrue(receiver.isTerminated)
  }
}
