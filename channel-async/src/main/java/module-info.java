// SPDX-License-Identifier: Apache-2.0
import org.jspecify.annotations.NullMarked;

/** A bounded channel for code that must not block: waiting is a future, or a waker. */
@NullMarked // also on the public package: not all tools look here
module io.github.sluice.channel.async {
  requires transitive io.github.sluice.channel;
  requires static org.jspecify;

  exports io.github.sluice.channel.async;
}
