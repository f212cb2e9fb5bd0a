// SPDX-License-Identifier: Apache-2.0
package programs.bridge;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5RxClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.github.sluice.channel.Channel;
import io.github.sluice.channel.async.AsyncChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.FlowAdapters;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/** Moves readings from MQTT sessions to a queue, and acknowledges what the queue has confirmed. */
public final class Bridge {
  static final int CAPACITY = 32;
  static final int BATCH = 8;
  private static final Duration LINGER = Duration.ofMillis(20);
  private static final Retry RETRIES =
      Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(1));

  private final AsyncChannel<Mqtt5Publish> channel =
      AsyncChannel.<Mqtt5Publish>builder(CAPACITY).name("readings").build();
  private final Scheduler storing = Schedulers.newSingle("artemis");
  private final AtomicLong confirmed = new AtomicLong();
  private final ArtemisQueue queue;
  private final CompletableFuture<Void> done;
  private final List<Mqtt5RxClient> clients;

  /** Creates the sessions, one for each site, if they are not there, and begins. */
  public Bridge(int mqttPort, List<String> sites, String artemisUrl) throws Exception {
    queue = new ArtemisQueue(artemisUrl, "readings");
    done =
        JdkFlowAdapter.flowPublisherToFlux(channel.receiver().publisher())
            .map(message -> Reading.of(message, Instant.now()))
            .bufferTimeout(BATCH, LINGER, true)
            .concatMap(this::store, 0)
            .then()
            .toFuture();
    clients = sites.stream().map(site -> connect(mqttPort, site)).toList();
  }

  private Mqtt5RxClient connect(int port, String site) {
    Mqtt5RxClient client =
        Mqtt5Client.builder()
            .identifier("bridge-" + site)
            .serverPort(port)
            .automaticReconnect()
            .initialDelay(100, TimeUnit.MILLISECONDS)
            .maxDelay(1, TimeUnit.SECONDS)
            .applyAutomaticReconnect()
            .buildRx();
    client
        .publishes(MqttGlobalPublishFilter.ALL, true) // each is acknowledged when it is stored
        .subscribe(FlowAdapters.toSubscriber(channel.sender().subscriber()));
    client.connectWith().cleanStart(false).noSessionExpiry().applyConnect().blockingGet();
    client
        .subscribeWith()
        .topicFilter(site + "/#")
        .qos(MqttQos.AT_LEAST_ONCE)
        .applySubscribe()
        .blockingGet();
    return client;
  }

  private Mono<Void> store(List<Reading> batch) {
    return Mono.fromCallable(() -> queue.store(batch))
        .subscribeOn(storing)
        .retryWhen(RETRIES)
        .doOnNext(this::acknowledge)
        .then();
  }

  private void acknowledge(List<Reading> batch) {
    try {
      batch.forEach(reading -> reading.message().acknowledge());
    } catch (RejectedExecutionException e) {
      // Disconnected by stop(): they are delivered again, and found to be duplicates.
    }
    confirmed.addAndGet(batch.size());
  }

  /** Completes when the bridge has been stopped, or with what has ended it. */
  public CompletableFuture<Void> done() {
    return done.copy();
  }

  Channel<Mqtt5Publish> channel() {
    return channel;
  }

  /** How many readings are in the channel and in the stream. */
  long held() {
    return channel.stats().sent() - confirmed.get();
  }

  /** How many readings the queue has confirmed, duplicates included. */
  long confirmed() {
    return confirmed.get();
  }

  /** Disconnects, and stores what has been taken, if that is possible in time. */
  public void stop(Duration grace) throws InterruptedException, ExecutionException {
    // First: the client acknowledges what comes for no subscriber.
    clients.forEach(client -> client.disconnect().onErrorComplete().blockingAwait());
    channel.receiver().close(); // what is in the channel still goes through the stream
    try {
      done.get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      done.cancel(true); // what is left has not been acknowledged, and is delivered again
    } finally {
      storing.schedule(queue::close); // in the thread that uses it
      storing.disposeGracefully().subscribe();
    }
  }
}
