// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.Channel;
import io.github.sluice.channel.ChannelStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

// begin metrics
/** Shows how full a channel is, what has passed through it, and how often one side had to wait. */
record ChannelMetrics(Channel<?> channel) implements MeterBinder {
  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(registry, "channel.size", Channel::size);
    gauge(registry, "channel.capacity", Channel::capacity);
    gauge(registry, "channel.permits", Channel::outstandingPermits);
    gauge(registry, "channel.waiting", Channel::waitingSenders);
    counter(registry, "channel.sent", ChannelStats::sent);
    counter(registry, "channel.received", ChannelStats::received);
    counter(registry, "channel.undelivered", ChannelStats::undelivered);
    counter(registry, "channel.refused", ChannelStats::refused);
    counter(registry, "channel.send.waits", ChannelStats::sendWaits);
    counter(registry, "channel.receive.waits", ChannelStats::receiveWaits);
  }

  private void gauge(MeterRegistry registry, String meter, ToDoubleFunction<Channel<?>> value) {
    Gauge.builder(meter, channel, value).tag("channel", channel.name()).register(registry);
  }

  private void counter(MeterRegistry registry, String meter, ToDoubleFunction<ChannelStats> value) {
    channel.stats(); // from now on, waits and refusals are counted
    FunctionCounter.builder(meter, channel, counted -> value.applyAsDouble(counted.stats()))
        .tag("channel", channel.name())
        .register(registry);
  }
}
// end metrics
