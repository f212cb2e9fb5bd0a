// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.tck.Garbage;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.TestEnvironment.ManualSubscriber;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.Test;

/** The Reactive Streams TCK, for a receiver's publisher. */
@SuppressWarnings("exports") // of the TCK, which is on the class path
public class PublisherVerificationTest extends FlowPublisherVerification<Long> {
  private final TestEnvironment environment;
  private ExecutorService executor;

  public PublisherVerificationTest() {
    this(TckEnvironment.create());
  }

  private PublisherVerificationTest(TestEnvironment environment) {
    super(environment);
    this.environment = environment;
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

  /**
   * As in the TCK, which asks once, 0.3 s after the cancellation, and gives the collector 0.1 s: on
   * a busy machine the last callback may still be about to return, with the subscriber in its
   * frame.
   */
  @Override
  @Test
  public void
      required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber()
          throws Throwable {
    activePublisherTest(
        3,
        false,
        publisher -> {
          List<WeakReference<Object>> subscriber = List.of(cancelledSubscriber(publisher));
          Garbage.awaitCollected("a cancelled subscriber", publisher, subscriber);
          environment.verifyNoAsyncErrorsNoDelay();
        });
  }

  /** In a method of its own, whose frame is gone when the collector runs. */
  private WeakReference<Object> cancelledSubscriber(Publisher<Long> publisher)
      throws InterruptedException {
    ManualSubscriber<Long> subscriber = environment.newManualSubscriber(publisher);
    subscriber.request(1);
    subscriber.nextElement();
    subscriber.cancel();
    return new WeakReference<>(subscriber);
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
