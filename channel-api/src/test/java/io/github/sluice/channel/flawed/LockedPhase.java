// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

/** How far a {@link LockedChannel} is closed. */
enum LockedPhase {
  OPEN,
  CLOSED,
  CANCELLED
}
