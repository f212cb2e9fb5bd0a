// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.Channel;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

final class ChannelMetrics {
  private ChannelMetrics() {}

  // begin metrics
  /** Shows how full a channel is, and how many senders it holds back. */
  static void register(MeterRegistry registry, Channel<?> channel) {
    gauge(registry, channel, "channel.size", Channel::size);
    gauge(registry, channel, "channel.capacity", Channel::capacity);
    gauge(registry, channel, "channel.permits", Channel::outstandingPermits);
    gauge(registry, channel, "channel.waiting", Channel::waitingSenders);
  }

  private static void gauge(
      MeterRegistry registry,
      Channel<?> channel,
      String meter,
      ToDoubleFunction<Channel<?>> value) {
    Gauge.builder(meter, channel, value).tag("channel", channel.name()).register(registry);
  }
  // end metrics
}
