// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.sync.BlockingChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

// begin pool
/** Threads with a mailbox each: what has the same key is done by the same thread, in order. */
final class WorkerPool<T> {
  private final List<BlockingSender<T>> mailboxes = new ArrayList<>();
  private final List<Thread> workers = new ArrayList<>();

  WorkerPool(int size, int capacity, Consumer<? super T> work) {
    for (int i = 0; i < size; i++) {
      BlockingChannel<T> mailbox = BlockingChannel.bounded(capacity);
      mailboxes.add(mailbox.sender());
      Thread worker = new Thread(() -> workThrough(mailbox.receiver(), work), "worker-" + i);
      workers.add(worker);
      worker.start();
    }
  }

  private static <T> void workThrough(BlockingReceiver<T> mailbox, Consumer<? super T> work) {
    try (mailbox) { // if the work throws, submit does too from then on, and nobody waits in vain
      mailbox.forEach(work);
    }
  }

  /** Waits while that worker has as much to do as its mailbox holds. */
  void submit(Object key, T task) throws InterruptedException {
    mailboxes.get(Math.floorMod(key.hashCode(), mailboxes.size())).send(task);
  }

  /** Takes no more tasks, and returns when all have been done. */
  void finish() throws InterruptedException {
    mailboxes.forEach(BlockingSender::close);
    for (Thread worker : workers) {
      worker.join();
    }
  }
}
// end pool
