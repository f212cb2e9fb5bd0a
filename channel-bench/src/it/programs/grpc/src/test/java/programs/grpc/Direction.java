// SPDX-License-Identifier: Apache-2.0
package programs.grpc;

import static org.junit.jupiter.api.Assertions.assertIterableEquals;

import com.google.protobuf.Int64Value;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.protobuf.ProtoUtils;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** One direction of a call: counts what becomes of its messages, which are 1, 2, 3 ... */
final class Direction implements Marshaller<Int64Value> {
  private static final Marshaller<Int64Value> NUMBER =
      ProtoUtils.marshaller(Int64Value.getDefaultInstance());

  volatile long sent; // accepted by the sender's channel
  final AtomicLong given = new AtomicLong(); // to gRPC
  final AtomicLong requested = new AtomicLong(); // by the receiver, and not taken yet
  final AtomicLong most = new AtomicLong(); // of those
  final AtomicLong delivered = new AtomicLong(); // by gRPC
  final List<Long> taken = new ArrayList<>(); // from the receiver's channel
  final List<Long> left = Collections.synchronizedList(new ArrayList<>()); // in it
  final List<Long> back = Collections.synchronizedList(new ArrayList<>()); // at the sender's end

  static void undelivered(Object message, List<Long> requests, List<Long> answers) {
    long number = ((Int64Value) message).getValue();
    (number > 0 ? requests : answers).add(Math.abs(number));
  }

  static List<Long> numbers(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  @Override
  public InputStream stream(Int64Value message) {
    given.incrementAndGet();
    return NUMBER.stream(message);
  }

  @Override
  public Int64Value parse(InputStream bytes) {
    delivered.incrementAndGet();
    return NUMBER.parse(bytes);
  }

  void request(int messages) {
    most.accumulateAndGet(requested.addAndGet(messages), Math::max);
  }

  void take(long number) {
    requested.decrementAndGet();
    taken.add(number);
  }

  /** Checks that each has arrived, in order, or has come back, or is with gRPC, and once. */
  void check() {
    Collections.sort(left);
    Collections.sort(back);
    List<Long> arrived = new ArrayList<>(taken);
    arrived.addAll(left);
    assertIterableEquals(numbers(1, delivered.get()), arrived);
    assertIterableEquals(numbers(given.get() + 1, sent), back);
  }

  long[] counts() {
    return new long[] {sent, taken.size(), left.size(), given.get() - delivered.get(), back.size()};
  }
}
