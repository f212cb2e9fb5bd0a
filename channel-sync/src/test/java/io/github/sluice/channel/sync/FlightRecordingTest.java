// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Pending;
import io.github.sluice.channel.tck.ThreadKind;
import io.github.sluice.channel.tck.ThreadKinds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.SettingDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flight recordings show the waits and the ends of channels, and never a message. */
class FlightRecordingTest {
  private static final String SENDER_WAITED = "io.github.sluice.SenderWaited";
  private static final String RECEIVER_WAITED = "io.github.sluice.ReceiverWaited";
  private static final String CHANNEL_CLOSED = "io.github.sluice.ChannelClosed";
  private static final String MESSAGES_UNDELIVERED = "io.github.sluice.MessagesUndelivered";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String SECRET = "the message";

  @TempDir private Path directory;

  private final BlockingChannel<String> channel =
      BlockingChannel.<String>builder(1)
          .name("orders")
          .onUndelivered(message -> assertEquals(SECRET, message))
          .build();
  private final BlockingSender<String> sender = channel.sender();
  private final BlockingReceiver<String> receiver = channel.receiver();

  /** Records one kind of event, however short, while a scenario runs. */
  private List<RecordedEvent> record(String event, Scenario scenario) throws Exception {
    Path file = directory.resolve("scenario.jfr");
    try (Recording recording = new Recording()) {
      recording.enable(event).withoutThreshold();
      recording.start();
      scenario.run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    events.forEach(recorded -> assertFalse(recorded.toString().contains(SECRET)));
    return events.stream()
        .filter(recorded -> recorded.getEventType().getName().equals(event))
        .sorted(
            Comparator.comparing(RecordedEvent::getEndTime)) // a file has each thread's together
        .collect(Collectors.toList());
  }

  private interface Scenario {
    void run() throws Exception;
  }

  @ThreadKinds
  void aSenderThatWaited(ThreadKind threads) throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      sender.send(SECRET);
      List<RecordedEvent> events =
          record(
              SENDER_WAITED,
              () -> {
                Pending<?> send = fixture.begin(channel, () -> sender.trySend(SECRET, HOUR));
                receiver.receive();
                assertEquals(SendResult.SENT, send.await());
                Pending<?> reserve = fixture.begin(channel, () -> sender.tryReserve(1, HOUR));
                receiver.close();
                assertThrows(ChannelClosedException.class, reserve::await);
              });
      assertEquals(2, events.size());
      assertTrue(events.get(0).getBoolean("succeeded"));
      assertFalse(events.get(1).getBoolean("succeeded"));
      assertEquals(1, events.get(0).getInt("capacity"));
      assertEquals("orders", events.get(0).getString("name"));
      assertEquals(events.get(0).getInt("channel"), events.get(1).getInt("channel"));
      assertTrue(events.get(0).getDuration().toNanos() > 0);
    }
  }

  @ThreadKinds
  void aReceiverThatWaited(ThreadKind threads) throws Exception {
    try (BlockingFixture fixture = new BlockingFixture(threads)) {
      List<RecordedEvent> events =
          record(
              RECEIVER_WAITED,
              () -> {
                Pending<String> receive = fixture.begin(channel, receiver::receive);
                sender.send(SECRET);
                assertEquals(SECRET, receive.await());
                Pending<String> end = fixture.begin(channel, receiver::receive);
                sender.close();
                assertNull(end.await());
              });
      assertEquals(List.of(true, false), values(events, "succeeded", Boolean.class));
    }
  }

  @Test
  void anOperationThatDoesNotWaitWritesNothing() throws Exception {
    assertEquals(
        List.of(),
        record(
            SENDER_WAITED,
            () -> {
              sender.send(SECRET);
              assertEquals(SendResult.TIMED_OUT, sender.trySend(SECRET, Duration.ZERO));
            }));
    assertEquals(List.of(), record(RECEIVER_WAITED, receiver::receive));
  }

  @Test
  void howAChannelEnded() throws Exception {
    List<RecordedEvent> events =
        record(
            CHANNEL_CLOSED,
            () -> {
              sender.close();
              sender.close();
              receiver.close();
              BlockingChannel.bounded(2).receiver().close();
              BlockingChannel.bounded(3).sender().closeExceptionally(new IOException(SECRET));
              BlockingChannel.bounded(4).receiver().cancel();
            });
    assertEquals(
        List.of("closed", "closed", "failed", "cancelled"), values(events, "end", String.class));
    assertEquals(List.of(1, 2, 3, 4), values(events, "capacity", Integer.class));
    assertEquals("orders", events.get(0).getString("name"));
    for (RecordedEvent unnamed : events.subList(1, 4)) {
      assertEquals("@" + Integer.toHexString(unnamed.getInt("channel")), unnamed.getString("name"));
    }
  }

  @Test
  void whatIsNotDelivered() throws Exception {
    BlockingChannel<String> larger = BlockingChannel.bounded(8, message -> {});
    BlockingSender<String> handle = larger.sender();
    for (int i = 0; i < 5; i++) {
      handle.send(SECRET);
    }
    Permit<String> permit = handle.reserve();
    List<RecordedEvent> events =
        record(
            MESSAGES_UNDELIVERED,
            () -> {
              larger.receiver().cancel();
              receiver.cancel(); // which is empty
              assertEquals(SendResult.CLOSED, permit.send(SECRET)); // the caller keeps it
            });
    assertEquals(List.of(5), values(events, "count", Integer.class));
  }

  @Test
  void onlyLongWaitsAreWrittenByDefault() throws Exception {
    record(SENDER_WAITED, receiver::close); // which registers the events
    List<String> thresholds =
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .filter(type -> List.of(SENDER_WAITED, RECEIVER_WAITED).contains(type.getName()))
            .map(FlightRecordingTest::threshold)
            .collect(Collectors.toList());
    assertEquals(List.of("20 ms", "20 ms"), thresholds);
  }

  private static String threshold(EventType type) {
    return type.getSettingDescriptors().stream()
        .filter(setting -> setting.getName().equals("threshold"))
        .map(SettingDescriptor::getDefaultValue)
        .collect(Collectors.joining());
  }

  private static <T> List<T> values(List<RecordedEvent> events, String field, Class<T> type) {
    return events.stream()
        .map(event -> type.cast(event.getValue(field)))
        .collect(Collectors.toList());
  }
}
