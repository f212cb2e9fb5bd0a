// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long a thread is willing to wait, from when this was created. */
final class Deadline {
  static final Deadline NONE = new Deadline(Long.MAX_VALUE);

  private final long nanos;
  private final long start;

  private Deadline(long nanos) {
    this.nanos = nanos;
    start = nanos <= 0 || nanos == Long.MAX_VALUE ? 0 : System.nanoTime();
  }

  /** Zero and less has expired at once; what is too long to count never does. */
  static Deadline after(Duration timeout) {
    return new Deadline(TimeUnit.NANOSECONDS.convert(timeout));
  }

  boolean hasExpired() {
    return nanos <= 0 || (nanos != Long.MAX_VALUE && remaining() <= 0);
  }

  /** Returns how many nanoseconds remain; the greatest number there is means without limit. */
  long remaining() {
    return nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
  }
}
