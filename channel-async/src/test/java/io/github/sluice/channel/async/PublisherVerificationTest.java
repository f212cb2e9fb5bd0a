// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** The Reactive Streams TCK, for a receiver's publisher. */
@SuppressWarnings("exports") // of the TCK, which is on the class path
public class PublisherVerificationTest extends FlowPublisherVerification<Long> {
  private ExecutorService executor;

  public PublisherVerificationTest() {
    super(TckEnvironment.create());
  }

  @BeforeClass
  public void openExecutor() {
    executor = Executors.newFixedThreadPool(2);
  }

  @AfterClass
  public void closeExecutor() {
    executor.shutdownNow();
  }

  @Override
  public Flow.Publisher<Long> createFlowPublisher(long elements) {
    AsyncChannel<Long> channel = AsyncChannel.bounded(10, executor);
    executor.execute(new Numbers(channel.sender(), elements));
    return channel.receiver().publisher();
  }

  /** Sends numbers as long as there is capacity, and waits for more by a waker. */
  private static final class Numbers implements Runnable {
    private final AsyncSender<Long> sender;
    private final SendPoller<Long> poller;
    private final long end;
    private long next;

    Numbers(AsyncSender<Long> sender, long end) {
      this.sender = sender;
      poller = sender.poller();
      this.end = end;
    }

    @Override
    public void run() {
      do {
        while (next < end && poller.trySend(next) == SendResult.SENT) {
          next++;
        }
        if (next == end || sender.isClosed()) {
          sender.close();
          return;
        }
      } while (poller.pollReady(this::run));
    }
  }

  @Override
  public Flow.Publisher<Long> createFailedFlowPublisher() {
    AsyncChannel<Long> channel = AsyncChannel.bounded(10, executor);
    channel.sender().closeExceptionally(new IllegalStateException("a test's"));
    return channel.receiver().publisher();
  }
}
