// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders

import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch

/** Kotlin's channel: tasks are coroutines, dispatched to the executor. They have no budget there. */
internal class KotlinTasks : Tasks {
  override fun stream(
    executor: Executor,
    capacity: Int,
    producers: Int,
    each: Int,
  ): CompletableFuture<LongArray> {
    val scope = CoroutineScope(executor.asCoroutineDispatcher())
    val channel = Channel<Any>(capacity)
    for (producer in 0 until producers) {
      val message: Any = producer
      scope.launch { repeat(each) { channel.send(message) } }
    }
    return scope.future {
      val counts = LongArray(producers)
      repeat(producers * each) { counts[channel.receive() as Int]++ }
      counts
    }
  }

  override fun roundTrips(executor: Executor, roundTrips: Int): CompletableFuture<Long> {
    val scope = CoroutineScope(executor.asCoroutineDispatcher())
    val there = Channel<Any>(1)
    val back = Channel<Any>(1)
    scope.launch { repeat(roundTrips) { back.send(there.receive()) } }
    return scope.future {
      val messages = arrayOf<Any>(1, 2, 3, 4)
      var good = 0L
      for (i in 0 until roundTrips) {
        val message = messages[i and 3]
        there.send(message)
        if (back.receive() === message) good++
      }
      good
    }
  }
}
