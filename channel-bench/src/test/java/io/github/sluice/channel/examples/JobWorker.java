// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import io.github.sluice.channel.BlockingReceiver;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.sync.BlockingChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.context.SmartLifecycle;

// begin spring
/** A bean with a channel and a thread, started and stopped with the context. */
final class JobWorker<T> implements SmartLifecycle {
  private final Consumer<? super T> action;
  private final Consumer<? super T> unfinished;
  private final Duration grace;
  private volatile BlockingChannel<T> jobs; // a new one at each start
  private volatile BlockingSender<T> sender;
  private volatile Thread thread;

  JobWorker(Consumer<? super T> action, Consumer<? super T> unfinished, Duration grace) {
    this.action = action;
    this.unfinished = unfinished;
    this.grace = grace;
  }

  /** Waits while there are 100 jobs; throws ChannelClosedException, with the job, after a stop. */
  void submit(T job) throws InterruptedException {
    sender.send(job);
  }

  @Override
  public void start() {
    BlockingChannel<T> channel = BlockingChannel.bounded(100, unfinished);
    sender = channel.sender();
    thread = new Thread(() -> work(channel.receiver()), "jobs");
    jobs = channel;
    thread.start();
  }

  private void work(BlockingReceiver<T> receiver) {
    try {
      T job;
      while (!Thread.currentThread().isInterrupted()
          && receiver.awaitReady()
          && (job = receiver.peek()) != null) {
        action.accept(job); // if this throws, the job is still in the channel
        receiver.tryReceive();
      }
    } catch (InterruptedException e) {
      // The grace period has ended while there was nothing to do.
    } finally {
      receiver.cancel(); // what is left, if anything, goes to unfinished
    }
  }

  @Override
  public void stop(Runnable callback) {
    Thread stopping = thread;
    jobs.receiver().close(); // from here on submit throws
    CompletableFuture<Void> done = jobs.receiver().terminationFuture();
    done.orTimeout(grace.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((ended, late) -> stopping.interrupt()); // if it has not ended by itself
    done.thenRun(callback); // each job is done, or handed to unfinished
  }

  @Override
  public void stop() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    stop(() -> stopped.complete(null));
    stopped.join();
  }

  @Override
  public boolean isRunning() {
    return jobs != null && !jobs.receiver().isTerminated();
  }

  @Override
  public int getPhase() {
    return 0; // stopped after the beans of the default phase, which may still submit
  }
}

// end spring
