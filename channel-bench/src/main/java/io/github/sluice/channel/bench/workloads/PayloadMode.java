// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.util.Locale;

/** How the bytes of a message move. */
public enum PayloadMode {
  COPIED(
      "each message's bytes are copied into a recycled array before the send and out of it after"
          + " the receive, the traffic of moving a [u8; N]"),
  FRESH("each message is a new array, as in most Java programs"),
  SHARED("every message is the same reference, so only the coordination is measured");

  private final String description;

  PayloadMode(String description) {
    this.description = description;
  }

  /** Returns the name that the user knows. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String description() {
    return description;
  }

  /** Creates the payload of batches of so many messages of so many bytes each. */
  public Payload payload(int size, int batch) {
    return switch (this) {
      case COPIED -> new CopiedPayload(size, batch);
      case FRESH -> new FreshPayload(size, batch);
      case SHARED -> new SharedPayload(size, batch);
    };
  }
}
