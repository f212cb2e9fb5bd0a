// SPDX-License-Identifier: Apache-2.0

/** A bounded, lock-free channel whose threads wait by parking. */
module io.github.sluice.channel.sync {
  requires transitive io.github.sluice.channel;
  requires static org.jspecify;

  exports io.github.sluice.channel.sync;
}
