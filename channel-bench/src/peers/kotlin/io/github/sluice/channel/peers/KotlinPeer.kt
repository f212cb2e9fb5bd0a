// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers

import io.github.sluice.channel.ChannelClosedException
import io.github.sluice.channel.ChannelFailedException
import io.github.sluice.channel.SendResult
import java.util.function.Consumer
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.ChannelResult
import kotlinx.coroutines.channels.ClosedSendChannelException
import kotlinx.coroutines.isActive
import kotlinx.coroutines.runBlocking

/** Kotlin's channel in threads: what suspends runs in `runBlocking`, which an interrupt cancels. */
@OptIn(DelicateCoroutinesApi::class)
internal class KotlinPeer<T : Any>(private val capacity: Int, onUndelivered: Consumer<in T>) :
  Peer<T>() {
  private val channel =
    Channel<T>(capacity, onUndeliveredElement = { onUndelivered.accept(it) })

  override fun trySend(message: T): SendResult {
    val result = channel.trySend(message)
    return when {
      result.isSuccess -> SendResult.SENT
      result.isClosed -> SendResult.CLOSED
      else -> SendResult.FULL
    }
  }

  override fun send(message: T) = runBlocking {
    try {
      channel.send(message)
    } catch (e: Throwable) {
      if (!isActive) throw e // interrupted
      throw ChannelClosedException(NAME, message, e.takeUnless(::isOrdinaryEnd))
    }
  }

  override fun tryReceive(): T? = received(channel.tryReceive())

  override fun receive(): T? = received(runBlocking { channel.receiveCatching() })

  private fun received(result: ChannelResult<T>): T? {
    val failure = result.exceptionOrNull()
    if (result.isClosed && failure != null && !isOrdinaryEnd(failure)) {
      throw ChannelFailedException(NAME, failure)
    }
    return result.getOrNull()
  }

  private fun isOrdinaryEnd(cause: Throwable) =
    cause is ClosedSendChannelException || cause is CancellationException

  override fun capacity() = capacity

  override fun end() {
    channel.close()
  }

  override fun fail(cause: Throwable?) {
    channel.close(cause)
  }

  override fun cancel() = channel.cancel()

  override fun isClosed() = channel.isClosedForSend

  override fun isTerminated() = channel.isClosedForReceive

  override fun toString() = channel.toString()

  private companion object {
    const val NAME = "of Kotlin"
  }
}
