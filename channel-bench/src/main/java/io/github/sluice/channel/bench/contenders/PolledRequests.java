// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/** The server and its clients, of tasks that repeat an operation when they are resumed. */
final class PolledRequests {
  private PolledRequests() {}

  /** See {@link Tasks#requests}. */
  static CompletableFuture<Long> start(
      IntFunction<TaskPipe> pipes, Executor executor, int capacity, int clients, int each) {
    TaskPipe requests = pipes.apply(capacity);
    TaskPipe.Inlet[] replies = new TaskPipe.Inlet[clients];
    CompletableFuture<Long> good = CompletableFuture.completedFuture(0L);
    for (int i = 0; i < clients; i++) {
      TaskPipe reply = pipes.apply(1);
      replies[i] = reply.inlet();
      Client client = new Client(executor, requests.inlet(), reply, i, each);
      good = good.thenCombine(client.start(), Long::sum);
    }
    Server server = new Server(executor, requests, replies, (long) clients * each);
    return good.thenCombine(server.start(), (sum, all) -> sum);
  }

  private static final class Server extends Task<Void> {
    private final TaskPipe requests;
    private final TaskPipe.Inlet[] replies;

    /** What has been received and not replied to, or null. */
    private Request request;

    private long left;

    Server(Executor executor, TaskPipe requests, TaskPipe.Inlet[] replies, long all) {
      super(executor);
      this.requests = requests;
      this.replies = replies;
      left = all;
    }

    @Override
    public boolean step() {
      if (request == null) {
        Object received = requests.receive(resume);
        if (received == null) {
          return false;
        }
        request = (Request) received;
      }
      if (!replies[request.client()].send(request.question(), resume)) {
        return false;
      }
      request = null;
      if (--left == 0) {
        result.complete(null);
      }
      return left > 0;
    }
  }

  private static final class Client extends Task<Long> {
    private final TaskPipe.Inlet inlet;
    private final TaskPipe reply;
    private final Request[] requests;
    private int left;
    private boolean asked;
    private long good;

    Client(Executor executor, TaskPipe.Inlet inlet, TaskPipe reply, int number, int each) {
      super(executor);
      this.inlet = inlet;
      this.reply = reply;
      requests = Request.of(number);
      left = each;
    }

    @Override
    public boolean step() {
      Request request = requests[left & requests.length - 1];
      if (!asked) {
        if (!inlet.send(request, resume)) {
          return false;
        }
        asked = true;
      }
      Object answer = reply.receive(resume);
      if (answer == null) {
        return false;
      }
      asked = false;
      good += answer == request.question() ? 1 : 0;
      if (--left == 0) {
        result.complete(good);
      }
      return left > 0;
    }
  }
}
