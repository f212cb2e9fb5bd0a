// SPDX-License-Identifier: Apache-2.0
package programs.own;

import java.util.concurrent.Semaphore;

/** A bounded queue of somebody's own: a ring between two semaphores, with one receiver. */
final class SemaphoreQueue<T> {
  private final T[] ring;
  private final Semaphore free;
  private final Semaphore taken = new Semaphore(0);

  /** Written under the lock of the ring. */
  private long tail;

  /** Of the receiver alone. */
  private long head;

  @SuppressWarnings("unchecked") // messages go in and out as what they are
  SemaphoreQueue(int capacity) {
    ring = (T[]) new Object[capacity];
    free = new Semaphore(capacity);
  }

  void put(T message) throws InterruptedException {
    free.acquire();
    synchronized (ring) {
      ring[(int) (tail++ % ring.length)] = message;
    }
    taken.release();
  }

  T take() throws InterruptedException {
    taken.acquire();
    int slot = (int) (head++ % ring.length);
    T message = ring[slot];
    ring[slot] = null;
    free.release();
    return message;
  }
}
