// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.parking;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How long a thread is willing to wait, from when this was created. */
public final class Deadline {
  public static final Deadline NONE = new Deadline(Long.MAX_VALUE);

  private final long nanos;
  private final long start;

  private Deadline(long nanos) {
    this.nanos = nanos;
    start = nanos <= 0 || nanos == Long.MAX_VALUE ? 0 : System.nanoTime();
  }

  /** Zero and less has expired at once; what is too long to count never does. */
  public static Deadline after(Duration timeout) {
    return new Deadline(TimeUnit.NANOSECONDS.convert(Objects.requireNonNull(timeout, "timeout")));
  }

  public boolean hasExpired() {
    return nanos <= 0 || (nanos != Long.MAX_VALUE && remaining() <= 0);
  }

  /** Returns whichever comes first: this, or so many nanoseconds from now. */
  public Deadline orIn(long otherNanos) {
    return remaining() <= otherNanos ? this : new Deadline(otherNanos);
  }

  /** Returns how many nanoseconds remain; the greatest number there is means without limit. */
  public long remaining() {
    return nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
  }
}
