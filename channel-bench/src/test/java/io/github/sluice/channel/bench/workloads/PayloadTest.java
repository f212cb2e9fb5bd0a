// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
  private static final int BATCH = 1000;

  /** Sends two good batches and one that the channel has damaged; returns the last checksum. */
  private static long lastOfThree(PayloadMode mode, int size, Consumer<List<byte[]>> damage) {
    Payload payload = mode.payload(size, BATCH);
    batch(payload, messages -> {});
    batch(payload, messages -> {});
    return batch(payload, damage);
  }

  private static long batch(Payload payload, Consumer<List<byte[]>> damage) {
    List<byte[]> messages = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      messages.add(payload.next());
    }
    damage.accept(messages);
    messages.forEach(payload::accept);
    return payload.finish();
  }

  private static void assertNoticed(PayloadMode mode, Consumer<List<byte[]>> damage) {
    assertThrows(IllegalStateException.class, () -> lastOfThree(mode, 64, damage));
  }

  @ParameterizedTest
  @EnumSource
  void aGoodChannelPasses(PayloadMode mode) {
    for (int size : List.of(8, 9, 64)) {
      assertDoesNotThrow(() -> lastOfThree(mode, size, messages -> {}));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDroppedMessageIsNoticed(PayloadMode mode) {
    assertNoticed(mode, messages -> messages.remove(500));
    assertNoticed(mode, messages -> messages.remove(BATCH - 1));
  }

  @ParameterizedTest
  @EnumSource
  void aRepeatedMessageIsNoticed(PayloadMode mode) {
    assertNoticed(mode, messages -> messages.add(messages.get(0)));
  }

  @ParameterizedTest
  @EnumSource(names = {"COPIED", "FRESH"})
  void aMessageInPlaceOfAnotherIsNoticed(PayloadMode mode) {
    assertNoticed(mode, messages -> messages.set(7, messages.get(8)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 500, BATCH - 2})
  void swappedNeighboursAreNoticed(int index) {
    assertNoticed(PayloadMode.COPIED, messages -> Collections.swap(messages, index, index + 1));
    assertNoticed(PayloadMode.FRESH, messages -> Collections.swap(messages, index, index + 1));
  }

  @Test
  void anotherOrderIsNoticed() {
    assertNoticed(PayloadMode.FRESH, Collections::reverse);
    assertNoticed(PayloadMode.FRESH, messages -> Collections.rotate(messages, 1));
  }

  @Test
  void aMessageOfTheBatchBeforeIsNoticed() {
    Payload payload = PayloadMode.FRESH.payload(8, BATCH);
    List<byte[]> old = new ArrayList<>();
    batch(payload, old::addAll);
    assertThrows(
        IllegalStateException.class, () -> batch(payload, messages -> messages.set(3, old.get(3))));
  }

  @Test
  void anotherObjectIsNoticedThoughEqual() {
    assertNoticed(PayloadMode.SHARED, messages -> messages.set(5, messages.get(5).clone()));
  }

  @ParameterizedTest
  @EnumSource(names = {"COPIED", "FRESH"})
  void theBatchAfterABadOneIsJudgedForItself(PayloadMode mode) {
    Payload payload = mode.payload(8, BATCH);
    assertThrows(IllegalStateException.class, () -> batch(payload, messages -> messages.remove(0)));
    assertDoesNotThrow(() -> batch(payload, messages -> {}));
  }

  @ParameterizedTest
  @EnumSource(names = {"COPIED", "FRESH"})
  void noTwoBatchesAreAlike(PayloadMode mode) {
    Payload payload = mode.payload(8, BATCH);
    assertNotEquals(batch(payload, messages -> {}), batch(payload, messages -> {}));
  }

  @Test
  void aByteThatWasNotCopiedIsNoticed() {
    Payload payload = PayloadMode.COPIED.payload(64, BATCH);
    batch(payload, messages -> {});
    payload.requireWhole();
    batch(payload, messages -> messages.get(BATCH - 1)[63]++);
    assertThrows(IllegalStateException.class, payload::requireWhole);
  }
}
