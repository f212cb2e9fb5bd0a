// SPDX-License-Identifier: Apache-2.0
package programs.kafka;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads orders from Kafka and writes each of them once, however often the process is killed. */
public final class OrderWriter implements ConsumerRebalanceListener {
  private final Consumer<String, String> consumer;
  private final OrderStore store;
  private final Map<TopicPartition, Lane<ConsumerRecord<String, String>>> lanes = new HashMap<>();

  private OrderWriter(Consumer<String, String> consumer, OrderStore store) {
    this.consumer = consumer;
    this.store = store;
  }

  /** Takes the addresses of the brokers and the JDBC URL of the database. */
  public static void main(String[] args) {
    Properties settings = new Properties();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, "order-writer");
    // A process that is started again gets the partitions of its predecessor at once.
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, "order-writer-1");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false); // the database has the offsets
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Lane.POLL_SIZE);
    HikariDataSource database = new HikariDataSource(); // writers use it after the last poll
    database.setJdbcUrl(args[1]);
    var text = new StringDeserializer();
    // Closing the consumer revokes its partitions, and so closes the lanes.
    try (Consumer<String, String> consumer = new KafkaConsumer<>(settings, text, text)) {
      new OrderWriter(consumer, new OrderStore(database)).run();
    }
  }

  private void run() {
    consumer.subscribe(List.of("orders"), this);
    while (true) {
      lanes.forEach(this::pauseOrResume);
      try {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          lanes.get(new TopicPartition(record.topic(), record.partition())).send(record);
        }
      } catch (WakeupException e) {
        // A lane is ready again, or has failed.
      }
    }
  }

  private void pauseOrResume(TopicPartition partition, Lane<?> lane) {
    boolean paused = consumer.paused().contains(partition);
    boolean ready = lane.isReady();
    if (ready && paused) {
      consumer.resume(Set.of(partition));
      System.out.println("resumed " + partition);
    } else if (!ready && !paused) {
      consumer.pause(Set.of(partition));
      System.out.println("paused " + partition);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      lanes.put(partition, new Lane<>(consumer::wakeup, store::write));
    }
    for (TopicPartition partition : partitions) {
      consumer.seek(partition, store.nextOffset(partition.partition()));
    }
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> lanes.remove(partition).close());
  }
}
