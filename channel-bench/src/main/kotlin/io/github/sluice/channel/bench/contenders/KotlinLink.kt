// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders

import kotlinx.coroutines.channels.Channel

/** Kotlin's channel without its coroutines, which the protocol needs none of: nothing waits. */
internal class KotlinLink(capacity: Int) : Link {
  private val channel = Channel<ByteArray>(capacity)

  override fun send(message: ByteArray) {
    check(channel.trySend(message).isSuccess) { "no capacity" }
  }

  override fun receive(): ByteArray = channel.tryReceive().getOrThrow()
}
