// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.ChannelClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The bean of docs/frameworks.md does what it says, in a context that starts and stops it. */
@Timeout(60)
class SpringLifecycleTest {
  private static final Duration LONG = Duration.ofSeconds(50);

  private final List<String> done = Collections.synchronizedList(new ArrayList<>());
  private final List<String> unfinished = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile Thread thread;

  private void work(String job) {
    thread = Thread.currentThread();
    begun.countDown();
    if (job.startsWith("fails")) {
      throw new IllegalStateException(job);
    }
    if (job.startsWith("waits")) {
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
    done.add(job);
  }

  /** A bean that the context starts after the worker and stops before it. */
  private static final class Producer implements SmartLifecycle {
    private final JobWorker<String> jobs;
    private boolean running;

    Producer(JobWorker<String> jobs) {
      this.jobs = jobs;
    }

    @Override
    public void start() {
      running = true;
      submit("first");
    }

    @Override
    public void stop() {
      running = false;
      submit("last");
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    private void submit(String job) {
      try {
        jobs.submit(job);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Jobs {
    @Bean
    JobWorker<String> worker(SpringLifecycleTest test, Duration grace) {
      return new JobWorker<>(test::work, test.unfinished::add, grace);
    }
  }

  private AnnotationConfigApplicationContext context(Duration grace) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(SpringLifecycleTest.class, () -> this);
    context.registerBean(Duration.class, () -> grace);
    context.register(Jobs.class);
    context.refresh();
    return context;
  }

  @SuppressWarnings("unchecked")
  private static JobWorker<String> worker(AnnotationConfigApplicationContext context) {
    return context.getBean(JobWorker.class);
  }

  @Test
  void aContextThatClosesWaitsForTheJobs() throws InterruptedException {
    JobWorker<String> worker;
    try (AnnotationConfigApplicationContext context = context(LONG)) {
      worker = worker(context);
      assertTrue(worker.isRunning());
      for (int i = 0; i < 1000; i++) {
        worker.submit("job " + i);
      }
    }
    assertEquals(IntStream.range(0, 1000).mapToObj(i -> "job " + i).toList(), done);
    assertEquals(List.of(), unfinished);
    assertFalse(worker.isRunning());
    ChannelClosedException refused =
        assertThrows(ChannelClosedException.class, () -> worker.submit("more"));
    assertEquals("more", refused.undelivered());
  }

  @Test
  void whatIsNotDoneInTimeIsHandedOn() throws InterruptedException {
    withoutUncaughtExceptions(
        () -> {
          try (AnnotationConfigApplicationContext context = context(Duration.ZERO)) {
            worker(context).submit("waits");
            begun.await();
            worker(context).submit("second");
            worker(context).submit("third");
          }
        });
    assertEquals(List.of(), done);
    assertEquals(List.of("waits", "second", "third"), unfinished);
  }

  @Test
  void stopDoesNotWaitAndItsCallbackDoes() throws InterruptedException {
    JobWorker<String> worker = new JobWorker<>(this::work, unfinished::add, LONG);
    worker.start();
    worker.submit("waits");
    worker.submit("second");
    CountDownLatch stopped = new CountDownLatch(1);
    worker.stop(stopped::countDown);
    assertThrows(ChannelClosedException.class, () -> worker.submit("third"));
    assertTrue(worker.isRunning());
    assertEquals(1, stopped.getCount());
    release.countDown();
    assertTrue(stopped.await(30, TimeUnit.SECONDS), "the callback has not been called");
    assertEquals(List.of("waits", "second"), done);
    assertFalse(worker.isRunning());
  }

  @Test
  void aContextStartsItAgain() throws InterruptedException {
    try (AnnotationConfigApplicationContext context = context(LONG)) {
      worker(context).submit("one");
      context.stop();
      assertFalse(worker(context).isRunning());
      context.start();
      worker(context).submit("two");
    }
    assertEquals(List.of("one", "two"), done);
  }

  @Test
  void aBeanOfTheDefaultPhaseMaySubmitWhenItIsStopped() {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      JobWorker<String> worker = new JobWorker<>(this::work, unfinished::add, LONG);
      context.registerBean("producer", Producer.class, () -> new Producer(worker));
      context.registerBean("worker", SmartLifecycle.class, () -> worker);
      context.refresh();
    }
    assertEquals(List.of("first", "last"), done);
  }

  @Test
  void aJobThatFailsEndsTheWorkerAndIsHandedOn() throws InterruptedException {
    withoutUncaughtExceptions(
        () -> {
          try (AnnotationConfigApplicationContext context = context(LONG)) {
            JobWorker<String> worker = worker(context);
            worker.submit("one");
            worker.submit("fails");
            assertThrows(
                ChannelClosedException.class,
                () -> {
                  while (true) {
                    worker.submit("more");
                  }
                });
          }
        });
    assertEquals(List.of("one"), done);
    assertEquals("fails", unfinished.get(0));
  }

  private interface Action {
    void run() throws InterruptedException;
  }

  private void withoutUncaughtExceptions(Action action) throws InterruptedException {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {});
    try {
      action.run();
      thread.join(30_000); // its handler is called at its end
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }
}
