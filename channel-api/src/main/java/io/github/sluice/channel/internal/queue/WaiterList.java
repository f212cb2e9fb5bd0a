// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.queue;

import org.jspecify.annotations.Nullable;

/**
 * A list of waiters, linked through themselves, so that one can leave from the middle at once and
 * without a trace. For one thread at a time.
 */
final class WaiterList<T> {
  private @Nullable SendWaiter<T> head;
  private @Nullable SendWaiter<T> last;

  @Nullable SendWaiter<T> head() {
    return head;
  }

  void addLast(SendWaiter<T> waiter) {
    waiter.previous = last;
    setNext(last, waiter);
    last = waiter;
  }

  /** Takes out a waiter that is in this list. */
  void remove(SendWaiter<T> waiter) {
    setNext(waiter.previous, waiter.next);
    setPrevious(waiter.next, waiter.previous);
    waiter.previous = null;
    waiter.next = null; // nothing old keeps something younger alive (M4)
  }

  private void setNext(@Nullable SendWaiter<T> waiter, @Nullable SendWaiter<T> next) {
    if (waiter == null) {
      head = next;
    } else {
      waiter.next = next;
    }
  }

  private void setPrevious(@Nullable SendWaiter<T> waiter, @Nullable SendWaiter<T> previous) {
    if (waiter == null) {
      last = previous;
    } else {
      waiter.previous = previous;
    }
  }
}
