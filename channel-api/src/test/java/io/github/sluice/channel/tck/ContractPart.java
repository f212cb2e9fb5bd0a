// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.sluice.channel.Permit;
import io.github.sluice.channel.Receiver;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What every part of the contract needs: channels, and the common ways to fill and empty them. */
public interface ContractPart {
  /**
   * Returns the fixture of the running test.
   *
   * @return the same one throughout a test
   */
  ChannelFixture fixture();

  /**
   * Creates a channel that forgets what is left undelivered.
   *
   * @param <T> the type of the messages
   * @param capacity the capacity
   * @return a new channel
   */
  default <T> TestedChannel<T> open(int capacity) {
    return open(capacity, undelivered -> {});
  }

  /**
   * Creates a channel.
   *
   * @param <T> the type of the messages
   * @param capacity the capacity
   * @param onUndelivered what gets the undelivered messages
   * @return a new channel
   */
  default <T> TestedChannel<T> open(int capacity, Consumer<? super T> onUndelivered) {
    return fixture().create(capacity, onUndelivered);
  }

  /**
   * Sends consecutive numbers that fit without waiting.
   *
   * @param sender the handle
   * @param from the first number
   * @param count how many
   */
  static void fill(Sender<Integer> sender, int from, int count) {
    for (int message = from; message < from + count; message++) {
      assertEquals(SendResult.SENT, sender.trySend(message), "trySend(" + message + ")");
    }
  }

  /**
   * Reserves capacity that must be free.
   *
   * @param <T> the type of the messages
   * @param sender the handle
   * @param messages for how many messages
   * @return the permit
   */
  static <T> Permit<T> reserve(Sender<T> sender, int messages) {
    Permit<T> permit = sender.tryReserve(messages);
    return requireNonNull(permit, () -> "tryReserve(" + messages + ") of " + sender);
  }

  /**
   * Fills a channel, as C4 wants it to be possible.
   *
   * @param channel the channel
   * @param messages how many messages fit, exactly
   */
  static void assertCapacityFor(TestedChannel<Integer> channel, int messages) {
    Sender<Integer> sender = channel.sender();
    assertEquals(messages, sender.remainingCapacity());
    fill(sender, 0, messages);
    assertEquals(SendResult.FULL, sender.trySend(-1));
    sender.close();
  }

  /**
   * Receives until there is nothing.
   *
   * @param <T> the type of the messages
   * @param receiver the receiver
   * @return what was received, in order
   */
  static <T> List<T> takeAll(Receiver<T> receiver) {
    List<T> taken = new ArrayList<>();
    for (T message = receiver.tryReceive(); message != null; message = receiver.tryReceive()) {
      taken.add(message);
    }
    return taken;
  }

  /**
   * Receives a number of messages, waiting for every one.
   *
   * @param <T> the type of the messages
   * @param channel the channel
   * @param count how many
   * @return what was received, in order
   * @throws InterruptedException if interrupted
   */
  static <T> List<T> receiveSome(TestedChannel<T> channel, int count) throws InterruptedException {
    List<T> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      taken.add(channel.receive());
    }
    return taken;
  }

  /**
   * Receives until the end of the stream, waiting for every message.
   *
   * @param <T> the type of the messages
   * @param channel the channel
   * @return what was received, in order
   * @throws InterruptedException if interrupted
   */
  static <T> List<T> receiveAll(TestedChannel<T> channel) throws InterruptedException {
    List<T> taken = new ArrayList<>();
    for (T message = channel.receive(); message != null; message = channel.receive()) {
      taken.add(message);
    }
    return taken;
  }

  /**
   * Lists consecutive numbers.
   *
   * @param from the first
   * @param count how many
   * @return the numbers
   */
  static List<Integer> numbers(int from, int count) {
    return IntStream.range(from, from + count).boxed().collect(Collectors.toList());
  }
}
