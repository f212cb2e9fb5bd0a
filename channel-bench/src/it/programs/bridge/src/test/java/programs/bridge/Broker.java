// SPDX-License-Identifier: Apache-2.0
package programs.bridge;

import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** A broker in a process of its own, which can be ended and started again with the same data. */
final class Broker implements AutoCloseable {
  final int port;
  private final ProcessBuilder builder;
  private Process process;

  Broker(String kind, Path directory) throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    String data = Files.createDirectories(directory.resolve(kind)).toString();
    String main = Broker.class.getName();
    String quick = "-XX:TieredStopAtLevel=1"; // it starts sooner
    builder = new ProcessBuilder(java, quick, "-Xmx256m", "-cp", classes, main, kind, data);
    builder.environment().put("BROKER_PORT", Integer.toString(port)); // for hivemq/config.xml
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    start();
  }

  /** Returns when the broker accepts connections. */
  void start() throws IOException {
    process = builder.start();
    if (!"ready".equals(process.inputReader().readLine())) {
      throw new IOException("not started: " + builder.command());
    }
  }

  /** Ends the broker in good order. */
  void stop() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }

  /** Ends the process at once, as a crash does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  /** The broker's process, which ends when its standard input does. */
  public static void main(String[] args) {
    try (AutoCloseable broker = args[0].equals("artemis") ? artemis(args[1]) : hivemq(args[1])) {
      System.out.println("ready");
      System.in.read();
    } catch (Exception e) {
      e.printStackTrace();
    }
    Runtime.getRuntime().halt(0);
  }

  private static AutoCloseable artemis(String data) throws Exception {
    System.setProperty("broker.port", System.getenv("BROKER_PORT")); // for broker.xml
    System.setProperty("broker.data", data);
    EmbeddedActiveMQ artemis = new EmbeddedActiveMQ();
    artemis.start();
    return artemis::stop;
  }

  private static AutoCloseable hivemq(String data) throws Exception {
    EmbeddedHiveMQ hivemq =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(Path.of("src", "test", "resources", "hivemq"))
            .withDataFolder(Path.of(data))
            .withExtensionsFolder(Files.createDirectories(Path.of(data, "extensions")))
            .withoutLoggingBootstrap()
            .build();
    hivemq.start().join();
    return hivemq;
  }
}
