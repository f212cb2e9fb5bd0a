// SPDX-License-Identifier: Apache-2.0
package programs.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Writes requests in one thread and checks replies in another: all of them, the first, or none. */
final class Client {
  static final int REQUESTS = 2000;

  final Future<?> check; // fails if the replies are not the right ones, in order
  volatile int written;
  private final Socket socket = new Socket();
  private final int reads;

  Client(int port, int reads, ExecutorService threads) throws IOException {
    this.reads = reads;
    socket.setSendBufferSize(4096);
    socket.setReceiveBufferSize(4096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    threads.submit(this::write);
    check = threads.submit(this::read);
  }

  private String request(int i) {
    return socket.getLocalPort() + " asks " + i + "?".repeat(80);
  }

  private Void write() throws IOException {
    for (int i = 1; i <= REQUESTS; i++) {
      socket.getOutputStream().write((request(i) + "\n").getBytes(UTF_8));
      written = i;
    }
    return null;
  }

  private Void read() throws IOException {
    var replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    for (int i = 1; i <= reads; i++) {
      assertEquals(i + " done: " + request(i), replies.readLine());
    }
    if (reads == REQUESTS) {
      socket.shutdownOutput();
      assertNull(replies.readLine(), "a reply too many");
    } else if (reads > 0) {
      reset();
    }
    return null;
  }

  SocketAddress address() {
    return socket.getLocalSocketAddress();
  }

  /** Ends the connection at once; what is on its way is lost. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
