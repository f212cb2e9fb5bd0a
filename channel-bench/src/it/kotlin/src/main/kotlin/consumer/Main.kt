// SPDX-License-Identifier: Apache-2.0
package consumer

import io.github.sluice.channel.AsyncReceiver
import io.github.sluice.channel.async.AsyncChannel
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

private const val SENDERS = 4
private const val MESSAGES = 10_000

/** Coroutines that await the channel's futures; what is null is known to Kotlin's compiler. */
fun main() = runBlocking {
  val channel = AsyncChannel.bounded<Int>(2)
  repeat(SENDERS) {
    val mine = channel.sender()
    launch(Dispatchers.Default) {
      mine.use { sender -> for (message in 1..MESSAGES) sender.send(message).await() }
    }
  }
  println(sum(channel.receiver()))
}

private suspend fun sum(receiver: AsyncReceiver<Int>): Long {
  var sum = 0L
  while (true) {
    sum += receiver.receive().await() ?: return sum
  }
}
