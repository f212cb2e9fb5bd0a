// SPDX-License-Identifier: Apache-2.0
package programs.grpc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Int64Value;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.ChannelFailedException;
import io.grpc.CallOptions;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls of a service that answers 1, 2, 3 ... by -1, -2, -3 ... */
@Timeout(300)
class DuplexTest {
  private static final int CAPACITY = 256;
  private static final int MESSAGES = 100_000;
  private static final int MIDDLE = 1000;
  private static final long[] COUNTED = new long[5]; // in all broken calls
  private static String slow;

  private final Direction requests = new Direction();
  private final Direction answers = new Direction();
  private final MethodDescriptor<Int64Value, Int64Value> negate =
      MethodDescriptor.newBuilder(requests, answers)
          .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
          .setFullMethodName("Numbers/Negate")
          .build();
  private final CompletableFuture<CompletableFuture<Void>> called = new CompletableFuture<>();
  private final CompletableFuture<Void> service = called.thenCompose(answering -> answering);
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private volatile long badRequest;
  private Server server;
  private ManagedChannel channel;

  @BeforeEach
  void start() throws Exception {
    ServerCallHandler<Int64Value, Int64Value> handler =
        Duplex.server(
            CAPACITY,
            message -> Direction.undelivered(message, requests.left, answers.back),
            duplex -> called.complete(duplex.answerEach(this::answer)));
    ServerCallHandler<Int64Value, Int64Value> counting =
        (call, headers) ->
            handler.startCall(
                new SimpleForwardingServerCall<>(call) {
                  @Override
                  public void request(int messages) {
                    requests.request(messages);
                    super.request(messages);
                  }
                },
                headers);
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(
                ServerServiceDefinition.builder("Numbers").addMethod(negate, counting).build())
            .executor(executor)
            .flowControlWindow(65_535)
            .build()
            .start();
    channel =
        NettyChannelBuilder.forAddress(server.getListenSockets().get(0))
            .executor(executor)
            .flowControlWindow(65_535)
            .usePlaintext()
            .build();
  }

  private Int64Value answer(Int64Value request) {
    requests.take(request.getValue());
    if (request.getValue() == badRequest) {
      throw Status.INVALID_ARGUMENT.asRuntimeException();
    }
    answers.sent++;
    return Int64Value.of(-request.getValue());
  }

  private Duplex<Int64Value, Int64Value> call(CallOptions options) {
    return Duplex.client(
        new SimpleForwardingClientCall<>(channel.newCall(negate, options)) {
          @Override
          public void request(int messages) {
            answers.request(messages);
            super.request(messages);
          }
        },
        CAPACITY,
        message -> Direction.undelivered(message, requests.back, answers.left));
  }

  private void send(BlockingSender<Int64Value> sender, long last) throws InterruptedException {
    while (requests.sent < last) {
      sender.send(Int64Value.of(requests.sent + 1));
      requests.sent++;
    }
  }

  @Test
  void aSlowClientHoldsBothDirectionsBack() throws Exception {
    Duplex<Int64Value, Int64Value> call = call(CallOptions.DEFAULT);
    Future<?> sending =
        executor.submit(
            () -> {
              try (BlockingSender<Int64Value> sender = call.sender().blocking()) {
                send(sender, MESSAGES);
              }
              return null;
            });
    long ahead = 0;
    for (Int64Value answer : call.receiver().blocking()) {
      answers.take(-answer.getValue());
      ahead = Math.max(ahead, requests.sent + answer.getValue());
      if (answers.taken.size() % 50 == 0) {
        LockSupport.parkNanos(1_000_000); // it is slow
      }
    }
    sending.get(30, SECONDS);
    service.get(30, SECONDS);
    for (Direction direction : List.of(requests, answers)) {
      assertIterableEquals(Direction.numbers(1, MESSAGES), direction.taken);
      long most = direction.most.get();
      assertTrue(most <= CAPACITY + 1, () -> most + " requested, or just being taken");
    }
    assertTrue(ahead < MESSAGES / 2, ahead + " requests are sent and not answered");
    slow = "%d each way to a slow client, at most %d and %d requested, %d not answered yet";
    slow = slow.formatted(MESSAGES, requests.most.get(), answers.most.get(), ahead);
  }

  @ParameterizedTest
  @CsvSource({ // what is broken; the status at the client, and at the server
    "client cancels, CANCELLED, CANCELLED",
    "client closes its receiver, CANCELLED, CANCELLED",
    "deadline while all is full, DEADLINE_EXCEEDED, CANCELLED",
    "deadline while nothing comes, DEADLINE_EXCEEDED, CANCELLED",
    "service fails, INVALID_ARGUMENT, INVALID_ARGUMENT",
    "server is shut down, UNAVAILABLE or CANCELLED, CANCELLED" // disconnected, or reset before
  })
  void bothEndsGetTheCause(String broken, String atClient, String atServer) throws Exception {
    badRequest = broken.equals("service fails") ? MIDDLE : 0;
    long last = broken.equals("deadline while nothing comes") ? MIDDLE : Long.MAX_VALUE - 1;
    CallOptions options = CallOptions.DEFAULT;
    Duplex<Int64Value, Int64Value> call =
        call(broken.startsWith("deadline") ? options.withDeadlineAfter(5, SECONDS) : options);
    BlockingSender<Int64Value> sender = call.sender().blocking();
    Future<?> sending =
        executor.submit(
            () -> {
              send(sender, last);
              sender.closeFuture().get(30, SECONDS);
              sender.send(Int64Value.of(last + 1));
              return null;
            });
    try {
      for (Int64Value answer : call.receiver().blocking()) {
        answers.take(-answer.getValue());
        if (answers.taken.size() == MIDDLE / 2) {
          switch (broken) {
            case "client cancels" -> call.cancel(Status.CANCELLED.asRuntimeException());
            case "client closes its receiver" -> call.receiver().cancel();
            case "deadline while all is full" -> failureOf(service); // no answer is taken
            case "server is shut down" -> server.shutdownNow();
            default -> {}
          }
        }
      }
      assertEquals("client closes its receiver", broken);
    } catch (ChannelFailedException e) {
      assertStatus(atClient, e);
    }
    assertStatus(atClient, assertInstanceOf(ChannelClosedException.class, failureOf(sending)));
    Throwable failure = failureOf(service);
    assertStatus(atServer, failure);
    if (failure instanceof ChannelClosedException refused && refused.undelivered() != null) {
      answers.back.add(answers.sent); // the last one, by this exception
    }
    stop();
    for (Direction direction : List.of(requests, answers)) {
      direction.check();
      Arrays.setAll(COUNTED, i -> COUNTED[i] + direction.counts()[i]);
    }
    if (badRequest != 0) { // the failure comes after all that was sent before it
      assertEquals(answers.sent, answers.taken.size());
    }
  }

  private static Throwable failureOf(Future<?> future) {
    return assertThrows(ExecutionException.class, () -> future.get(30, SECONDS)).getCause();
  }

  private static void assertStatus(String expected, Throwable failure) {
    String code = Status.fromThrowable(failure).getCode().name();
    assertTrue(expected.contains(code), () -> code + " and not " + expected);
  }

  @AfterEach
  void stop() throws Exception {
    channel.shutdownNow();
    server.shutdownNow();
    assertTrue(channel.awaitTermination(30, SECONDS));
    assertTrue(server.awaitTermination(30, SECONDS));
    executor.shutdown();
    assertTrue(executor.awaitTermination(30, SECONDS)); // so all callbacks have returned
  }

  @AfterAll
  static void report() {
    System.out.printf(
        "grpc: %s; 6 broken: %d sent = %d taken + %d left + %d in flight + %d back%n",
        slow, COUNTED[0], COUNTED[1], COUNTED[2], COUNTED[3], COUNTED[4]);
  }
}
