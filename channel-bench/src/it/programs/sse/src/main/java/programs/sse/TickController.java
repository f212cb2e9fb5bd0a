// SPDX-License-Identifier: Apache-2.0
package programs.sse;

import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** The endpoint: a response is a client of the broadcaster for as long as it lasts. */
@RestController
record TickController(TickBroadcaster broadcaster) {
  private static final ServerSentEvent<String> WELCOME =
      ServerSentEvent.<String>builder().comment("welcome").build();

  @GetMapping(path = "/ticks", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<String>> ticks(@RequestParam(name = "client") String name) {
    return Flux.using(
        () -> broadcaster.join(name),
        channel ->
            JdkFlowAdapter.flowPublisherToFlux(channel.receiver().publisher())
                .map(TickController::event)
                .startWith(WELCOME), // the client is connected before there is a tick
        channel -> channel.receiver().close()); // also if it has gone before it subscribed
  }

  private static ServerSentEvent<String> event(Tick tick) {
    return ServerSentEvent.builder(tick.payload()).id(Long.toString(tick.number())).build();
  }
}
