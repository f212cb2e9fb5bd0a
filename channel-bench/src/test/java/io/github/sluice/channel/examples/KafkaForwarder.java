// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

// begin broker
/** Feeds a topic; so many records at most have been handed over and not been acknowledged. */
final class KafkaForwarder implements Flow.Subscriber<String> {
  private static final int IN_FLIGHT = 100;

  private final Producer<String, String> producer;
  private final String topic;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private Flow.Subscription subscription;

  KafkaForwarder(Producer<String, String> producer, String topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /** Completes when the stream has ended and everything is acknowledged, or with what failed. */
  CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    subscription.request(IN_FLIGHT);
  }

  @Override
  public void onNext(String message) {
    try {
      producer.send(new ProducerRecord<>(topic, message), this::onAcknowledged);
    } catch (RuntimeException e) {
      onAcknowledged(null, e);
    }
  }

  private void onAcknowledged(RecordMetadata metadata, Exception failure) {
    if (failure == null) {
      subscription.request(1);
    } else {
      done.completeExceptionally(failure);
      subscription.cancel(); // closes the channel: sends are refused
    }
  }

  @Override
  public void onComplete() {
    producer.flush();
    done.complete(null);
  }

  @Override
  public void onError(Throwable failure) {
    done.completeExceptionally(failure);
  }
}
// end broker
