// SPDX-License-Identifier: Apache-2.0
package programs.sse;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A client that touches its socket only when it is asked for a tick. */
final class SseSocket {
  private static final int RECEIVE_BUFFER = 16 * 1024; // what is not read waits at the server
  private static final int LIMIT_MILLIS = 60_000;

  final String name;
  private final Socket socket = new Socket();
  private final BufferedReader lines;

  /** Connects, and returns when the server has added the client. */
  SseSocket(String name, int port) throws IOException {
    this.name = name;
    socket.setReceiveBufferSize(RECEIVE_BUFFER);
    socket.setSoTimeout(LIMIT_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), LIMIT_MILLIS);
    String request = "GET /ticks?client=" + name + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
    next(":welcome");
  }

  /** Returns the next tick, or null at the end of the response. */
  Tick read() throws IOException {
    String number = next("id:");
    return number == null ? null : new Tick(Long.parseLong(number), next("data:"));
  }

  /** Skips to a field. An event is one chunk of HTTP, so sizes of chunks are lines of their own. */
  private String next(String field) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(field) && !line.equals("0")) { // 0: the last chunk
      line = lines.readLine();
    }
    return line == null || line.equals("0") ? null : line.substring(field.length());
  }

  /** Kills the connection: the server gets a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
