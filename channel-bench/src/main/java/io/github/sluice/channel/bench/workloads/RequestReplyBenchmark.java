// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.workloads;

import io.github.sluice.channel.bench.contenders.Pipe;
import io.github.sluice.channel.bench.contenders.Request;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * Clients ask a server and wait for its reply, as in tokio's benchmark of that name:
 *
 * <pre>
 *   client 1 ──┐                                ┌──▶ channel of capacity 1 ──▶ client 1
 *     ...      ├──▶ channel of ──▶ server ──────┤             ...
 *   client 4 ──┘    capacity 10                 └──▶ channel of capacity 1 ──▶ client 4
 * </pre>
 *
 * <p>The score is the time of all requests with their replies, in nanoseconds, and in the tables is
 * divided by their number. A request is a shared reference that says whose it is and what the reply
 * has to be.
 */
public class RequestReplyBenchmark extends ChannelBenchmark {
  public static final int CLIENTS = 4;
  public static final int CAPACITY = 10;

  /** Of all clients together. */
  public static final int REQUESTS = 20_000;

  private static final int EACH = REQUESTS / CLIENTS;

  @Override
  Repeated repeated() {
    return this::requests;
  }

  /**
   * Makes all requests.
   *
   * @return how many replies were right
   * @throws InterruptedException if JMH gives up
   */
  @Benchmark
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public long requests() throws InterruptedException {
    long good =
        isBetweenTasks()
            ? Workers.await(tasks().requests(executor(), CAPACITY, CLIENTS, EACH))
            : betweenThreads();
    return RoundTrips.requireAll(good, REQUESTS);
  }

  private long betweenThreads() throws InterruptedException {
    Pipe requests = contender().pipe(CAPACITY);
    List<Pipe> opened = new ArrayList<>(List.of(requests));
    Pipe.Inlet[] replies = new Pipe.Inlet[CLIENTS];
    long[] good = new long[CLIENTS];
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      int client = i;
      Pipe.Inlet inlet = requests.inlet();
      Pipe reply = contender().pipe(1);
      opened.add(reply);
      replies[client] = reply.inlet();
      started.add(kind().start(() -> good[client] = ask(client, inlet, reply)));
    }
    started.add(kind().start(() -> answer(requests, replies)));
    for (Thread thread : started) {
      thread.join();
    }
    opened.forEach(Pipe::close);
    long sum = 0;
    for (long count : good) {
      sum += count;
    }
    return sum;
  }

  private static void answer(Pipe requests, Pipe.Inlet[] replies) {
    try {
      for (int i = 0; i < REQUESTS; i++) {
        Request request = (Request) requests.receive();
        replies[request.client()].send(request.question());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long ask(int client, Pipe.Inlet inlet, Pipe reply) {
    Request[] requests = Request.of(client);
    long good = 0;
    try {
      for (int i = 0; i < EACH; i++) {
        Request request = requests[i & requests.length - 1];
        inlet.send(request);
        good += reply.receive() == request.question() ? 1 : 0;
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return good;
  }
}
