// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples

import io.github.sluice.channel.ChannelFailedException
import io.github.sluice.channel.Overflow
import io.github.sluice.channel.SendResult
import io.github.sluice.channel.async.AsyncChannel
import java.time.Duration
import java.util.function.Consumer
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** What docs/coming-from.md has on its right for Kotlin. */
@Timeout(60)
class ComingFromKotlinTest {
  private val n = 3
  private val k = 2
  private val m = "message"
  private val list = ArrayList<String>()
  private val action = Consumer<String> { list.add(it) }
  private val batches = Consumer<List<String>> { list.addAll(it) }

  // begin from Kotlin
  @Test
  fun messages() = runBlocking {
    val channel = AsyncChannel.bounded<String>(n)
    val sender = channel.sender()
    val receiver = channel.receiver()
    sender.send(m).awaitOrWithdraw()
    assertTrue(sender.trySend(m).isSent)
    sender.blocking().send(m)
    assertEquals(m, receiver.receiveOrEnd())
    assertEquals(SendResult.SENT, sender.trySend(m, Duration.ofSeconds(1)).awaitOrWithdraw())
    assertEquals(m, receiver.receiveWithin(1.seconds))
    assertEquals(m, receiver.tryReceive())
    assertFalse(sender.isClosed)
    sender.close()
    receiver.forEach(action).awaitOrWithdraw()
    receiver.forEachBatch(k, Duration.ofSeconds(1), batches).awaitOrWithdraw()
    assertTrue(receiver.isTerminated)
    assertEquals(listOf(m), list)
  }

  @Test
  fun capacities() {
    val rendezvous = AsyncChannel.bounded<String>(0)
    val conflated = AsyncChannel.builder<String>(1).overflow(Overflow.DROP_OLDEST).build()
    val oldest = AsyncChannel.builder<String>(n).overflow(Overflow.DROP_OLDEST).build()
    val latest = AsyncChannel.builder<String>(n).overflow(Overflow.DROP_NEWEST).build()
    assertFalse(rendezvous.sender().trySend("one").isSent)
    for (channel in listOf(conflated, oldest, latest)) {
      repeat(5) { assertTrue(channel.sender().trySend("message $it").isSent) }
    }
    assertEquals("message 4", conflated.receiver().tryReceive())
    assertEquals("message 2", oldest.receiver().tryReceive())
    assertEquals("message 0", latest.receiver().tryReceive())
  }

  @Test
  fun ends() {
    val cause = Exception()
    var closed = false
    val channel = AsyncChannel.builder<String>(n).onUndelivered(action).build()
    val sender = channel.sender()
    val receiver = channel.receiver()
    sender.closeFuture().thenRun { closed = true }
    sender.trySend("one")
    sender.trySend("two")
    sender.closeExceptionally(cause)
    assertTrue(closed)
    assertEquals("one", receiver.tryReceive())
    receiver.closeExceptionally(cause) // too late here: the sender's counts
    receiver.cancel()
    assertEquals(listOf("two"), list)
    // end from Kotlin
  }

  @Test
  fun aCauseComesAfterWhatIsInTheChannel() {
    val channel = AsyncChannel.bounded<String>(n)
    val sender = channel.sender()
    val cause = Exception()
    sender.trySend("one")
    sender.closeExceptionally(cause)
    assertEquals("one", channel.receiver().tryReceive())
    val failure =
      assertThrows(ChannelFailedException::class.java) { channel.receiver().tryReceive() }
    assertEquals(cause, failure.cause)
  }
}
