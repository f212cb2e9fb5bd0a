// SPDX-License-Identifier: Apache-2.0

/** Uses both channels, and names only what it uses. */
module consumer {
  requires io.github.sluice.channel.async;
  requires io.github.sluice.channel.sync;
}
