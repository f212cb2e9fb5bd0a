// SPDX-License-Identifier: Apache-2.0
package programs.kafka;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Kills the program, and replaces one that lives on, and counts what is in the database. */
class KafkaTest {
  private static final int KILLS = 3;
  private static final int CUSTOMERS = 100;
  private static final int PART = 2_800; // more than lanes and batches of four partitions hold

  private final EmbeddedKafkaKraftBroker kafka = new EmbeddedKafkaKraftBroker(1, 4, "orders");
  private final List<Instance> instances = new ArrayList<>();
  private final List<Long> rowsAtKill = new ArrayList<>();
  private Database database;
  private JdbcTemplate jdbc;
  private int sent;

  @BeforeEach
  void startServers() throws Exception {
    kafka.afterPropertiesSet();
    database = Database.start();
    SingleConnectionDataSource connection = new SingleConnectionDataSource(database.url(), true);
    new ResourceDatabasePopulator(new ClassPathResource("schema.sql")).execute(connection);
    jdbc = new JdbcTemplate(connection);
  }

  @AfterEach
  void stopServers() throws Exception {
    for (Instance instance : instances) {
      instance.process().destroyForcibly().waitFor();
    }
    database.server().close();
    kafka.destroy();
  }

  @Test
  void everyOrderIsWrittenOnceAndInOrder() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      Instance killed = start();
      try (Connection stall = stallHalfway()) {
        until(killed::isHoldingBack);
        long rows = query("select count(*) from orders");
        assertTrue(0 < rows && rows < sent, "some are written, and not all");
        rowsAtKill.add(rows);
        killed.process().destroyForcibly().waitFor();
        stall.rollback();
      }
    }
    Instance replaced = start();
    try (Connection stall = stallHalfway()) {
      until(replaced::isHoldingBack);
      Instance successor = start();
      until(successor::isHoldingBack); // both are about to write the same records
      stall.rollback();
    }
    until(() -> !replaced.process().isAlive()); // it has written what it had
    send(CUSTOMERS); // in each partition behind everything else
    until(() -> progress() == sent);
    check();
  }

  private void check() {
    long rows = query("select count(*) from orders");
    long orders = query("select count(*) from (select distinct customer, item from orders) o");
    long outOfOrder =
        query(
            "select count(*) from (select item, row_number() over (partition by customer"
                + " order by seq) as n from orders) o where cast(item as int) <> n - 1");
    List<Long> counts = List.of(sent - orders, rows - orders, outOfOrder);
    System.out.printf(
        "kafka: %d records, killed at %s rows, replaced once while it wrote on: [missing, twice,"
            + " out of order] = %s; %d batches skipped, %d pauses, %d resumes; %s%n",
        sent,
        rowsAtKill,
        counts,
        count("skipped"),
        count("paused"),
        count("resumed"),
        database.name());
    assertEquals(List.of(0L, 0L, 0L), counts);
    assertTrue(count("skipped") > 0, "two processes had the same records");
    assertTrue(count("resumed") > 0, "partitions were paused and resumed");
  }

  private Instance start() throws IOException {
    String name = "instance-" + instances.size();
    instances.add(Instance.start(name, kafka.getBrokersAsString(), database.url()));
    return instances.get(instances.size() - 1);
  }

  /** Sends more, and returns a connection that holds up the program when some is written. */
  private Connection stallHalfway() throws SQLException {
    send(PART);
    until(() -> progress() > sent - PART / 2);
    Connection connection = DriverManager.getConnection(database.url());
    connection.setAutoCommit(false);
    connection.createStatement().execute("select * from progress order by part for update");
    send(PART);
    return connection;
  }

  /** Sends orders; the items of each customer are numbered. */
  private void send(int orders) {
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.getBrokersAsString());
    var text = new StringSerializer();
    try (KafkaProducer<String, String> producer = new KafkaProducer<>(settings, text, text)) {
      for (int end = sent + orders; sent < end; sent++) {
        String item = Integer.toString(sent / CUSTOMERS);
        producer.send(new ProducerRecord<>("orders", "customer-" + sent % CUSTOMERS, item));
      }
    }
  }

  private static void until(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(2)).until(condition);
  }

  private long progress() {
    return query("select coalesce(sum(next_offset), 0) from progress");
  }

  private long query(String sql) {
    return jdbc.queryForObject(sql, Long.class);
  }

  private long count(String word) {
    return instances.stream().mapToLong(instance -> instance.count(word)).sum();
  }
}
