// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.Waker;
import io.github.sluice.channel.tck.Race;
import io.github.sluice.channel.tck.Watchdog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A3: tasks that are run again by their wakers alone, on several threads, with nothing that keeps
 * two threads from running one of them at a time. That takes a waker that is called if, and only
 * if, the question with which it came has not been answered.
 */
class WakerTasksTest {
  private static final int EACH = Race.times(50_000);

  private final ExecutorService executor = Executors.newFixedThreadPool(2);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  @AfterEach
  void stop() {
    executor.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, false",
    "1, 1, true",
    "4, 1, false",
    "4, 1, true",
    "4, 7, false",
    "16, 100, false",
    "16, 100, true",
    "1, 1000, false",
    "16, 1000, false",
    "16, 1000, true"
  })
  void a3_theWakerOfAnAnsweredQuestionIsNotCalled(int producers, int capacity, boolean inExecutor) {
    AsyncChannel<Message> channel =
        inExecutor ? AsyncChannel.bounded(capacity, executor) : AsyncChannel.bounded(capacity);
    ReceivingTask receiving = new ReceivingTask(channel.receiver(), producers);
    List<Task> tasks = new ArrayList<>(List.of(receiving));
    for (int i = 0; i < producers; i++) {
      tasks.add(new SendingTask(channel.sender(), i));
    }
    tasks.forEach(Task::submit);
    int all = producers * EACH;
    Watchdog.await("the end", channel, () -> receiving.hasEndedAfter(all) || failure.get() != null);
    if (failure.get() != null) {
      throw new AssertionError(channel.toString(), failure.get());
    }
    assertTrue(channel.receiver().isTerminated());
    for (int received : receiving.received) {
      assertEquals(EACH, received);
    }
  }

  private record Message(int producer, int number) {}

  /** Asks once. */
  private final class Question implements Waker {
    private static final int OPEN = 0;
    private static final int ANSWERED = 1;
    private static final int WOKEN = 2;

    private final AtomicInteger state = new AtomicInteger(OPEN);
    private final Task task;

    Question(Task task) {
      this.task = task;
    }

    void answered() {
      int before = state.getAndSet(ANSWERED);
      assertEquals(OPEN, before, "the waker has been called, and the question answered");
    }

    @Override
    public void wake() {
      int before = state.getAndSet(WOKEN);
      if (before == OPEN) {
        task.submit();
      } else {
        failure.compareAndSet(null, new AssertionError("the waker is called in state " + before));
      }
    }
  }

  private abstract class Task implements Runnable {
    /** Goes on until there is nothing to do or a waker has been left, and touches nothing then. */
    abstract void proceed();

    final void submit() {
      executor.execute(this);
    }

    @Override
    public final void run() {
      try {
        proceed();
      } catch (Throwable t) {
        failure.compareAndSet(null, t);
      }
    }
  }

  private final class SendingTask extends Task {
    private final AsyncSender<Message> sender;
    private final SendPoller<Message> poller;
    private final int producer;
    private int sent;

    SendingTask(AsyncSender<Message> sender, int producer) {
      this.sender = sender;
      poller = sender.poller();
      this.producer = producer;
    }

    @Override
    void proceed() {
      while (sent < EACH) {
        SendResult result = poller.trySend(new Message(producer, sent));
        if (result == SendResult.SENT) {
          sent++;
        } else {
          assertEquals(SendResult.FULL, result);
          Question question = new Question(this);
          if (!poller.pollReady(question)) {
            return;
          }
          question.answered();
        }
      }
      sender.close();
    }
  }

  private final class ReceivingTask extends Task {
    private final AsyncReceiver<Message> receiver;
    private final int[] received; // by the thread that runs the task; published by total
    private final AtomicInteger total = new AtomicInteger();
    private final AtomicBoolean ended = new AtomicBoolean(); // never reset

    ReceivingTask(AsyncReceiver<Message> receiver, int producers) {
      this.receiver = receiver;
      received = new int[producers];
    }

    @Override
    void proceed() {
      while (!receiver.isTerminated()) {
        Question question = new Question(this);
        Message message = receiver.poll(question);
        if (message == null) {
          break; // the waker is registered, unless that is the end
        }
        question.answered();
        assertEquals(received[message.producer]++, message.number);
        total.incrementAndGet();
      }
      // Another thread may be running this task by now, even with the last message in its hands, so
      // the end is set by any thread that sees it, reset by none, and not a sign that all is
      // counted.
      if (receiver.isTerminated()) {
        ended.set(true);
      }
    }

    /** Returns whether the end was seen and so many messages were counted. */
    boolean hasEndedAfter(int messages) {
      return ended.get() && total.get() == messages;
    }
  }
}
