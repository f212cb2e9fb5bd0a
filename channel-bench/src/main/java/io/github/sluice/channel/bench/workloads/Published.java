// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import java.util.List;
import java.util.Optional;

/**
 * The published ratios of tokio's channel to crossbeam's.
 *
 * @param size bytes in a message
 * @param x86 the ratio on an x86-64 Ryzen 9 9900X
 * @param arm the ratio on an ARM64 Ampere A1
 */
public record Published(int size, double x86, double arm) {
  public static final List<Published> ALL =
      List.of(
          new Published(8, 1.92, 1.38),
          new Published(64, 1.46, 1.02),
          new Published(256, 1.61, 1.07),
          new Published(512, 1.64, 1.18),
          new Published(1024, 0.98, 1.17),
          new Published(4096, 0.99, 1.27),
          new Published(16384, 1.30, 1.37),
          new Published(32768, 1.30, 1.40));

  public static Optional<Published> ofSize(int size) {
    return ALL.stream().filter(published -> published.size == size).findFirst();
  }

  public static List<Integer> sizes() {
    return ALL.stream().map(Published::size).toList();
  }
}
