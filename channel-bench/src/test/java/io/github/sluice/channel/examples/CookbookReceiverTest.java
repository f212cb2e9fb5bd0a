// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelFailedException;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.sync.BlockingChannel;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recipes for what a receiver does with messages do what the cookbook says. */
@Timeout(60)
class CookbookReceiverTest {
  private final BlockingChannel<String> channel = BlockingChannel.bounded(1000);
  private final BlockingSender<String> sender = channel.sender();
  private final BlockingReceiver<String> receiver = channel.receiver();

  private void fill(int messages) {
    for (int i = 0; i < messages; i++) {
      assertTrue(sender.trySend("name " + i).isSent());
    }
  }

  private static Connection database(String name) throws SQLException {
    return DriverManager.getConnection("jdbc:h2:mem:" + name);
  }

  private static Connection databaseOfPeople(String name) throws SQLException {
    Connection database = database(name);
    database.createStatement().execute("create table people (name varchar primary key)");
    return database;
  }

  private static int countPeople(Connection database) throws SQLException {
    ResultSet count = database.createStatement().executeQuery("select count(*) from people");
    count.next();
    return count.getInt(1);
  }

  // ---- batches by count or age

  @Test
  void aBatchIsWrittenWhenItIsFull() throws SQLException {
    fill(1000);
    sender.close();
    try (Connection database = databaseOfPeople("full")) {
      AgedBatchWriter.writeAll(receiver, database);
      assertEquals(1000, countPeople(database));
    }
  }

  @Test
  void aBatchIsWrittenWhenItIsOld() throws Exception {
    try (Connection looking = databaseOfPeople("old");
        Connection database = database("old")) {
      CompletableFuture<Void> writing =
          CompletableFuture.runAsync(
              () -> {
                try {
                  AgedBatchWriter.writeAll(receiver, database);
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      fill(2);
      while (countPeople(looking) < 2) { // though no batch is full, and the stream has not ended
        assertFalse(writing.isDone(), writing::toString);
        assertFalse(Thread.interrupted(), "the test's time is over, and nothing is written");
        Thread.onSpinWait();
      }
      sender.close();
      writing.join();
    }
  }

  @Test
  void aDatabaseThatFailsClosesTheChannel() throws SQLException {
    fill(600);
    try (Connection database = database("fails")) { // which has no table
      IllegalStateException failure =
          assertThrows(
              IllegalStateException.class, () -> AgedBatchWriter.writeAll(receiver, database));
      assertInstanceOf(SQLException.class, failure.getCause());
      assertTrue(failure.getMessage().contains("name 499]"), "the batch is in the exception");
    }
    assertEquals(SendResult.CLOSED, sender.trySend("name"));
    assertEquals("name 500", receiver.tryReceive());
  }

  // ---- commit first

  @Test
  void whatIsNotCommittedStaysInTheChannel() throws Exception {
    fill(100);
    try (Connection database = database("none")) { // which has no table
      assertThrows(SQLException.class, () -> CommitFirst.writeAll(receiver, database));
    }
    assertEquals(100, receiver.size());
    assertEquals("name 0", receiver.peek());
    sender.close();
    try (Connection database = databaseOfPeople("again")) {
      database.createStatement().execute("insert into people values ('name 0')");
      CommitFirst.writeAll(receiver, database); // the commit of the first had succeeded after all
      assertEquals(100, countPeople(database));
    }
    assertTrue(receiver.isTerminated());
  }

  // ---- polling

  @Test
  void pollingTakesAllAndEndsWithTheStream() {
    List<String> events = new ArrayList<>();
    fill(2);
    PollingLoop.run(receiver, events::add, sender::close);
    assertEquals(List.of("name 0", "name 1"), events);
  }

  @Test
  void pollingDoesNotMissAFailure() {
    Exception cause = new Exception("a test's");
    fill(2);
    List<String> events = new ArrayList<>();
    ChannelFailedException failure =
        assertThrows(
            ChannelFailedException.class,
            () -> PollingLoop.run(receiver, events::add, () -> sender.closeExceptionally(cause)));
    assertSame(cause, failure.getCause());
    assertEquals(List.of("name 0", "name 1"), events);
    BlockingChannel<String> other = BlockingChannel.bounded(1);
    BlockingSender<String> failing = other.sender();
    failing.trySend("last");
    failure =
        assertThrows(
            ChannelFailedException.class,
            () ->
                PollingLoop.run(
                    other.receiver(), event -> failing.closeExceptionally(cause), () -> {}));
    assertSame(cause, failure.getCause());
  }

  // ---- several channels

  @Test
  void urgentMessagesComeFirstAndThePulseGoesOn() throws InterruptedException {
    BlockingChannel<String> urgent = BlockingChannel.bounded(10);
    BlockingChannel<String> orders = BlockingChannel.bounded(10);
    BlockingSender<String> toUrgent = urgent.sender();
    BlockingSender<String> toOrders = orders.sender();
    for (int i = 0; i < 3; i++) {
      toOrders.send("order");
      toUrgent.send("urgent");
    }
    toUrgent.close();
    List<String> handled = new ArrayList<>();
    new PriorityConsumer(urgent.receiver(), orders.receiver())
        .run(
            handled::add,
            () -> {
              handled.add("pulse");
              toOrders.close(); // after a pulse everything may end
            });
    List<String> messages = handled.stream().filter(name -> !name.equals("pulse")).toList();
    assertEquals(List.of("urgent", "urgent", "urgent", "order", "order", "order"), messages);
    assertTrue(handled.contains("pulse"));
  }
}
