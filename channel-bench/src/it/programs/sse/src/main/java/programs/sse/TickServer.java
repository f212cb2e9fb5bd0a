// SPDX-License-Identifier: Apache-2.0
package programs.sse;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import reactor.core.publisher.Flux;

/** The server, and a source that ticks once a second. */
@SpringBootApplication(proxyBeanMethods = false)
class TickServer {
  /** Lets ticks wait in a client's channel, where old ones are dropped, and not in the kernel. */
  @Bean
  NettyServerCustomizer smallSendBuffer() {
    return server -> server.childOption(ChannelOption.SO_SNDBUF, 16 * 1024);
  }

  public static void main(String[] args) {
    TickBroadcaster broadcaster =
        SpringApplication.run(TickServer.class, args).getBean(TickBroadcaster.class);
    Flux.interval(Duration.ofSeconds(1))
        .map(number -> new Tick(number, Instant.now().toString()))
        .subscribe(broadcaster::publish);
  }
}
