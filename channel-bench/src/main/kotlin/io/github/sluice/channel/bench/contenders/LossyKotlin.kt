// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders

import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.future.future

/** Kotlin's channel: `trySend`, and a coroutine that receives. */
internal class LossyKotlin(capacity: Int, receiver: Executor) : LossyPipe {
  private var dropped = 0L
  private val channel =
    Channel<Any>(capacity, BufferOverflow.DROP_OLDEST, onUndeliveredElement = { dropped++ })
  private val scope = CoroutineScope(receiver.asCoroutineDispatcher())

  override fun send(message: Any) {
    check(channel.trySend(message).isSuccess) { "not sent" }
  }

  override fun receiveUntil(last: Any): CompletableFuture<Long> = scope.future {
    var received = 0L
    do {
      val message = channel.receive()
      LossyPipe.work()
      received++
    } while (message !== last)
    received
  }

  override fun dropped(): Long = dropped
}
