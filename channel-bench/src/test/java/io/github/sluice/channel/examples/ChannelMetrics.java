// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.Receiver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

final class ChannelMetrics {
  private ChannelMetrics() {}

  // begin metrics
  /** Shows how full a channel is. The receiver keeps no stream open, as a sender handle would. */
  static void register(MeterRegistry registry, String name, Receiver<?> receiver) {
    Gauge.builder("channel.size", receiver, Receiver::size)
        .description("messages accepted and not yet received")
        .tag("channel", name)
        .register(registry);
    Gauge.builder("channel.capacity", receiver, Receiver::capacity)
        .description("messages that fit")
        .tag("channel", name)
        .register(registry);
  }
  // end metrics
}
