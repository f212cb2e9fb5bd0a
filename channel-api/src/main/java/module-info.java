// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/**
 * The vocabulary of Sluice's channels: senders, receivers, and what a send can come to.
 *
 * <p>The channels themselves are in {@code io.github.sluice.channel.sync} (blocking) and {@code
 * io.github.sluice.channel.async} (futures and wakers). Both stand on one lock-free ring, which is
 * internal and shared with those two modules only.
 */
@NullMarked // also on the public packages: not all tools look here
@SuppressWarnings("module") // the two friends are compiled after this module
module io.github.sluice.channel {
  requires static transitive org.jspecify;
  requires static jdk.jfr;

  exports io.github.sluice.channel;
  exports io.github.sluice.channel.select;
  exports io.github.sluice.channel.internal.base to
      io.github.sluice.channel.sync,
      io.github.sluice.channel.async;
  exports io.github.sluice.channel.internal.core to
      io.github.sluice.channel.sync,
      io.github.sluice.channel.async;
  exports io.github.sluice.channel.internal.parking to
      io.github.sluice.channel.sync,
      io.github.sluice.channel.async;
  exports io.github.sluice.channel.internal.queue to
      io.github.sluice.channel.async;
}
