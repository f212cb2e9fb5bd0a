// SPDX-License-Identifier: Apache-2.0
package programs.sse;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Overflow;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.async.AsyncChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.scheduler.Schedulers;

/** Hands every tick to every client, through a channel for each, and waits for none of them. */
@Component
final class TickBroadcaster {
  /** How many ticks wait for a client; one that is further behind misses the oldest. */
  static final int CAPACITY = 16;

  private final Map<AsyncChannel<Tick>, AsyncSender<Tick>> clients = new ConcurrentHashMap<>();

  /** Adds a client; it is removed at the first tick after its channel has been closed. */
  AsyncChannel<Tick> join(String name) {
    AsyncChannel<Tick> channel =
        AsyncChannel.<Tick>builder(CAPACITY)
            .name(name)
            .overflow(Overflow.DROP_OLDEST) // so no send waits
            .executor(Schedulers.parallel()::schedule) // responses are not written by the source
            .build();
    clients.put(channel, channel.sender());
    return channel;
  }

  /** Publishes a tick; called by one thread at a time, so all clients see the same order. */
  void publish(Tick tick) {
    clients.values().removeIf(sender -> sender.trySend(tick) == SendResult.CLOSED);
  }

  /** {@return the channels, which count what they drop, and their senders} */
  Map<AsyncChannel<Tick>, AsyncSender<Tick>> clients() {
    return Map.copyOf(clients);
  }

  /** Ends all responses, before the server begins to wait for them. */
  @EventListener(ContextClosedEvent.class)
  void end() {
    clients.values().forEach(AsyncSender::close);
  }
}
