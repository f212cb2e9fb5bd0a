// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of notifications, and their delivery. */
class NotificationTest {
  private final List<Integer> delivered = new ArrayList<>();

  private final class Numbered extends Notification {
    private final int number;

    Numbered(int number) {
      this.number = number;
    }

    @Override
    public void deliver() {
      delivered.add(number);
      if (number < 0) {
        throw new IllegalStateException("thrown by a notification");
      }
    }
  }

  private @Nullable Notification list(int from, int to) {
    Notification list = null;
    for (int i = from; i < to; i++) {
      list = Notification.concat(list, new Numbered(i).alone());
    }
    return list;
  }

  private List<Integer> deliver(@Nullable Notification list) {
    CallbackExecutor.DIRECT.deliver(list);
    return delivered;
  }

  @Test
  void theEmptyListIsNull() {
    assertNull(Notification.concat(null, null));
    Notification one = new Numbered(1).alone();
    assertSame(one, Notification.concat(one, null));
    assertSame(one, Notification.concat(null, one));
    assertSame(one, Notification.first(one));
    assertNull(Notification.rest(one));
  }

  @Test
  void aNotificationInNoListIsAListOfItself() {
    Notification one = new Numbered(1);
    assertSame(one, Notification.first(one));
    assertNull(Notification.rest(one));
  }

  @Property
  void listsAreConcatenatedInOrder(
      @ForAll @Size(max = 8) List<@IntRange(min = 0, max = 5) Integer> lengths) {
    delivered.clear();
    List<Integer> expected = new ArrayList<>();
    Notification all = null;
    for (int length : lengths) {
      int from = expected.size();
      for (int i = from; i < from + length; i++) {
        expected.add(i);
      }
      all = Notification.concat(all, list(from, from + length));
    }
    assertEquals(expected, deliver(all));
  }

  @Test
  void theRestOfAListCanGrow() {
    Notification list = list(0, 3);
    Notification first = Notification.first(list);
    Notification rest = Notification.concat(Notification.rest(list), list(3, 5));
    rest = Notification.concat(rest, first.alone()); // it is in no list any more
    assertEquals(List.of(1, 2, 3, 4, 0), deliver(rest));
  }

  @Test
  void aNotificationCanBeListedAgainWhileItIsDelivered() {
    Notification again =
        new Notification() {
          @Override
          public void deliver() {
            delivered.add(0);
            if (delivered.size() < 3) {
              NotificationTest.this.deliver(alone());
            }
          }
        };
    assertEquals(List.of(0, 0, 0), deliver(again.alone()));
  }

  @Test
  void a10_aThrowingNotificationDoesNotKeepBackTheOthers() {
    List<Throwable> reported = new ArrayList<>();
    Thread thread = Thread.currentThread();
    Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler((t, thrown) -> reported.add(thrown));
    try {
      deliver(Notification.concat(new Numbered(-1).alone(), list(0, 2)));
    } finally {
      thread.setUncaughtExceptionHandler(before);
    }
    assertEquals(List.of(-1, 0, 1), delivered);
    assertEquals(1, reported.size());
  }
}
