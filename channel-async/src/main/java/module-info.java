// SPDX-License-Identifier: Apache-2.0

/** A bounded channel for code that must not block: waiting is a future, or a waker. */
module io.github.sluice.channel.async {
  requires transitive io.github.sluice.channel;
  requires static org.jspecify;

  exports io.github.sluice.channel.async;
}
