// SPDX-License-Identifier: Apache-2.0
package programs.own;

import io.github.sluice.channel.bench.contenders.BlockingQueuePipe;
import io.github.sluice.channel.bench.contenders.OwnContender;
import io.github.sluice.channel.bench.contenders.Pipe;
import java.util.concurrent.ArrayBlockingQueue;

/** Loses every thousandth message. */
public final class LosingQueue implements OwnContender {
  @Override
  public String id() {
    return "losing-queue";
  }

  @Override
  public String description() {
    return "an ArrayBlockingQueue that loses every thousandth message";
  }

  @Override
  public Pipe open(int capacity) {
    return new BlockingQueuePipe(new Losing(capacity));
  }

  private static final class Losing extends ArrayBlockingQueue<Object> {
    private static final long serialVersionUID = 1;

    private int count;

    Losing(int capacity) {
      super(capacity);
    }

    @Override
    public void put(Object message) throws InterruptedException {
      synchronized (this) {
        if (++count % 1000 == 0) {
          return;
        }
      }
      super.put(message);
    }
  }
}
