// SPDX-License-Identifier: Apache-2.0

/** Wants what it may not have. */
module consumer {
  requires io.github.sluice.channel.sync;
}
