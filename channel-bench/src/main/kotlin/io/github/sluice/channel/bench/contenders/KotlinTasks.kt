// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders

import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.function.LongConsumer
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
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

  override fun roundTrips(executor: Executor, roundTrips: Int): CompletableFuture<Long> =
    call(executor, roundTrips, null)

  override fun timedRoundTrips(
    executor: Executor,
    roundTrips: Int,
    nanos: LongConsumer,
  ): CompletableFuture<Long> = call(executor, roundTrips, nanos)

  private fun call(
    executor: Executor,
    roundTrips: Int,
    nanos: LongConsumer?,
  ): CompletableFuture<Long> {
    val scope = CoroutineScope(executor.asCoroutineDispatcher())
    val there = Channel<Any>(1)
    val back = Channel<Any>(1)
    scope.launch { repeat(roundTrips) { back.send(there.receive()) } }
    return scope.future {
      val messages = arrayOf<Any>(1, 2, 3, 4)
      var good = 0L
      for (i in 0 until roundTrips) {
        val message = messages[i and 3]
        val start = if (nanos == null) 0 else System.nanoTime()
        there.send(message)
        val answer = back.receive()
        nanos?.accept(System.nanoTime() - start)
        if (answer === message) good++
      }
      good
    }
  }

  override fun requests(
    executor: Executor,
    capacity: Int,
    clients: Int,
    each: Int,
  ): CompletableFuture<Long> {
    val scope = CoroutineScope(executor.asCoroutineDispatcher())
    val requests = Channel<Request>(capacity)
    val replies = List(clients) { Channel<Any>(1) }
    scope.launch {
      repeat(clients * each) {
        val request = requests.receive()
        replies[request.client].send(request.question)
      }
    }
    val good = (0 until clients).map { scope.async { ask(it, each, requests, replies[it]) } }
    return scope.future { good.awaitAll().sum() }
  }

  private suspend fun ask(
    client: Int,
    each: Int,
    requests: Channel<Request>,
    reply: Channel<Any>,
  ): Long {
    val mine = Request.of(client)
    var good = 0L
    for (i in 0 until each) {
      val request = mine[i and mine.size - 1]
      requests.send(request)
      val question: Any = request.question
      if (reply.receive() === question) good++
    }
    return good
  }
}
