// SPDX-License-Identifier: Apache-2.0
package programs.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Artemis is killed; while it is away, a bridge is lost and the MQTT broker is restarted. */
class BridgeTest {
  private static final List<String> SITES = List.of("north", "south");
  private static final int DEVICES = 8;
  private static final int STEP = 1000;
  private static final int MESSAGES = 4 * STEP;
  private static final int LIMIT = Bridge.CAPACITY + 5 * Bridge.BATCH;
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Semaphore allowed = new Semaphore(0);
  private final AtomicLong accepted = new AtomicLong();

  @Test
  @Timeout(600)
  void whatWasAcceptedIsStoredOnceAndInOrder(@TempDir Path directory) throws Exception {
    try (Broker mqtt = new Broker("hivemq", directory);
        Broker artemis = new Broker("artemis", directory)) {
      String url = "tcp://127.0.0.1:" + artemis.port;
      Bridge first = new Bridge(mqtt.port, SITES, url);
      for (int device = 0; device < DEVICES; device++) {
        String topic = SITES.get(device % SITES.size()) + "/device-" + device;
        new Thread(() -> publish(mqtt.port, topic)).start();
      }
      allowed.release(2 * STEP);
      await(first, () -> first.confirmed() >= STEP / 2);
      artemis.kill();
      await(first, () -> accepted.get() == 2 * STEP); // the MQTT broker takes all,
      assertTrue(first.held() <= LIMIT, "held: " + first.held()); // the bridge what fits
      artemis.start();
      await(first, () -> first.confirmed() == 2 * STEP);
      first.stop(A_MINUTE);
      artemis.kill();

      allowed.release(STEP);
      await(first, () -> accepted.get() == 3 * STEP); // the MQTT broker keeps them
      Bridge second = new Bridge(mqtt.port, SITES, url);
      await(second, () -> second.channel().isFull());
      long lost = second.held();
      assertTrue(lost <= LIMIT, "held: " + lost);
      second.stop(Duration.ofMillis(100)); // what it holds is gone with it

      Bridge third = new Bridge(mqtt.port, SITES, url);
      await(third, () -> third.channel().isFull());
      allowed.release(STEP);
      await(third, () -> accepted.get() >= 3 * STEP + STEP / 4);
      mqtt.stop();
      mqtt.start(); // it delivers again what the third bridge holds
      artemis.start();
      Map<String, Integer> stored = drain(url, third);

      assertEquals(DEVICES, stored.size());
      stored.forEach((device, count) -> assertEquals(MESSAGES / DEVICES, count, device));
      long duplicates = first.confirmed() + third.confirmed() - MESSAGES;
      assertTrue(duplicates >= Bridge.CAPACITY, "duplicates: " + duplicates);
      System.out.printf(
          "bridge: Artemis killed twice, a bridge stopped that held %d readings, MQTT broker "
              + "restarted; %d accepted, %d stored in order, %d duplicates dropped%n",
          lost,
          accepted.get(),
          stored.values().stream().mapToInt(Integer::intValue).sum(),
          duplicates);
    }
  }

  /** Reads the queue to its end; returns how many readings there were of each device. */
  private static Map<String, Integer> drain(String url, Bridge bridge) throws Exception {
    Map<String, Integer> stored = new HashMap<>();
    try (var locator = ActiveMQClient.createServerLocator(url);
        var connection = locator.createSessionFactory();
        var session = connection.createSession();
        var consumer = session.createConsumer("readings")) {
      session.start();
      for (int i = 0; i < MESSAGES; i++) {
        add(consumer.receive(120_000), stored);
      }
      bridge.stop(A_MINUTE);
      for (ClientMessage more; (more = consumer.receiveImmediate()) != null; ) {
        add(more, stored);
      }
    }
    return stored;
  }

  private static void add(ClientMessage message, Map<String, Integer> stored) {
    assertNotNull(message, () -> "in time, after " + stored);
    String[] identity = message.getStringProperty(Message.HDR_DUPLICATE_DETECTION_ID).split("#");
    int count = stored.merge(identity[0], 1, Integer::sum);
    assertEquals(count - 1, Integer.parseInt(identity[1]), identity[0]); // once, and in order
  }

  private void publish(int port, String topic) {
    Mqtt5BlockingClient client =
        Mqtt5Client.builder()
            .serverPort(port)
            .automaticReconnect()
            .initialDelay(100, TimeUnit.MILLISECONDS)
            .maxDelay(1, TimeUnit.SECONDS)
            .applyAutomaticReconnect()
            .buildBlocking();
    client.connectWith().noSessionExpiry().send();
    for (int i = 0; i < MESSAGES / DEVICES; i++) {
      allowed.acquireUninterruptibly();
      byte[] payload = (i + ";21.5").getBytes();
      client.publishWith().topic(topic).qos(MqttQos.AT_LEAST_ONCE).payload(payload).send();
      accepted.incrementAndGet(); // the broker has it
    }
    client.disconnect();
  }

  private void await(Bridge bridge, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(180);
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, () -> accepted + " accepted, " + bridge.channel());
      LockSupport.parkNanos(10_000_000);
    }
  }
}
