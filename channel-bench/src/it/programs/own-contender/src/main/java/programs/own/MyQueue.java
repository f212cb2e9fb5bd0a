// SPDX-License-Identifier: Apache-2.0
package programs.own;

import io.github.sluice.channel.bench.contenders.OwnContender;
import io.github.sluice.channel.bench.contenders.Pipe;

/** Puts the queue into the benchmark. */
public final class MyQueue implements OwnContender {
  @Override
  public String id() {
    return "my-queue";
  }

  @Override
  public String description() {
    return "a ring between two semaphores";
  }

  @Override
  public Pipe open(int capacity) {
    SemaphoreQueue<Object> queue = new SemaphoreQueue<>(capacity);
    return new Pipe() {
      @Override
      public Inlet inlet() {
        return queue::put;
      }

      @Override
      public Object receive() throws InterruptedException {
        return queue.take();
      }
    };
  }
}
