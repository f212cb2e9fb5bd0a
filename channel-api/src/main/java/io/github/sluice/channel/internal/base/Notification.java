// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import org.jspecify.annotations.Nullable;

/**
 * User code that is due because an operation has had its effect: the completion of a future, the
 * call of a waker.
 *
 * <p>No operation runs user code before all of its effects have been made. So a method that makes
 * effects and returns a Notification runs no user code: it returns the list of what is due, and the
 * public method delivers that at its end, through the {@link CallbackExecutor}.
 *
 * <p>Notifications are linked through themselves, because nothing may be allocated between an
 * effect and its delivery. A list is circular and represented by its last element; null is the
 * empty list. A notification is in one list at a time.
 */
public abstract class Notification {
  private @Nullable Notification next;

  /**
   * Runs the user code, if there can be any. Called once for each time that this has been returned
   * as due.
   */
  public void deliver() {
    throw new AssertionError("no user code");
  }

  /**
   * Returns whether the user code may lead to this again and again, so that it must not run inside
   * what has led to it. Delivering such a notification twice does no harm.
   */
  public boolean isReentrant() {
    return false;
  }

  /** Returns whether this is in a list. */
  public final boolean isInList() {
    return next != null;
  }

  /** Returns the list that holds this alone. */
  public final Notification alone() {
    next = this;
    return this;
  }

  /** Returns the list of both lists' elements, in order. */
  public static @Nullable Notification concat(
      @Nullable Notification first, @Nullable Notification second) {
    if (first == null) {
      return second;
    }
    if (second != null) {
      Notification head = first.next;
      first.next = second.next;
      second.next = head;
      return second;
    }
    return first;
  }

  /** Returns the first element of a list. */
  public static Notification first(Notification list) {
    return list.next == null ? list : list.next;
  }

  /** Returns the list without its first element, which is in none then. */
  public static @Nullable Notification rest(Notification list) {
    Notification first = first(list);
    Notification second = first.next;
    first.next = null;
    if (first == list) {
      return null;
    }
    list.next = second;
    return list;
  }
}
