// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.litmus;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;

/** A permit that every thread may use that has found it unused. */
final class WeakenedPermit implements Permit<Integer> {
  private final WeakenedSubject channel;
  private int remaining = 1;

  WeakenedPermit(WeakenedSubject channel) {
    this.channel = channel;
  }

  @Override
  public SendResult send(Integer message) {
    if (remaining == 0) {
      throw new IllegalStateException("the permit has been used up or closed");
    }
    WeakenedSubject.race();
    remaining = 0;
    return channel.sendPermitted(message);
  }

  @Override
  public int remaining() {
    return remaining;
  }

  @Override
  public void close() {
    if (remaining != 0) {
      remaining = 0;
      channel.releasePermit();
    }
  }
}
