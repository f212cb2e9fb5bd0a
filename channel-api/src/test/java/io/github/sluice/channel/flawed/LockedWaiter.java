// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import io.github.sluice.channel.SendResult;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A send that waits for a {@link LockedChannel}. */
final class LockedWaiter<T> {
  final Condition settled;
  @Nullable T message;
  @Nullable SendResult outcome;

  LockedWaiter(Condition settled, T message) {
    this.settled = settled;
    this.message = message;
  }
}
