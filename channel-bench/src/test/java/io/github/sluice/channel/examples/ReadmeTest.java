// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The examples of README.md: they compile, they do what they say, and README has them word by word.
 */
@Timeout(60)
class ReadmeExamplesTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path SOURCE =
      Path.of("src/test/java", ReadmeExamplesTest.class.getName().replace('.', '/') + ".java");
  private static final Path KOTLIN_SOURCE =
      Path.of("src/test/kotlin/io/github/sluice/channel/bench/CoroutineTest.kt");
  private static final Path CONTRACT =
      Path.of("../channel-sync/src/test/java/io/github/sluice/channel/sync");
  private static final Pattern EXAMPLE =
      Pattern.compile("<!-- example: (\\w+) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);

  /** Stands in for standard output. */
  private static final class Printed {
    private final Set<String> lines = new TreeSet<>();

    void println(String line) {
      lines.add(line);
    }
  }

  @Test
  void blocking() throws InterruptedException {
    Printed out = new Printed();
    // begin blocking
    BlockingChannel<String> channel = BlockingChannel.bounded(100);
    BlockingSender<String> first = channel.sender(); // one handle per producer,
    BlockingSender<String> second = channel.sender(); // all taken before the first is closed
    new Thread(() -> greet(first, "Ada")).start();
    new Thread(() -> greet(second, "Grace")).start();
    String message;
    while ((message = channel.receiver().receive()) != null) { // null: all handles are closed
      out.println(message);
    }
    // end blocking
    assertEquals(Set.of("Hello from Ada", "Hello from Grace"), out.lines);
  }

  // begin producer
  static void greet(BlockingSender<String> mine, String name) {
    try (BlockingSender<String> sender = mine) {
      sender.send("Hello from " + name); // waits while the channel is full
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // end producer

  @Test
  void async() {
    // begin async
    AsyncChannel<String> channel = AsyncChannel.bounded(1);
    AsyncSender<String> sender = channel.sender();
    sender.send("one"); // there is room
    CompletableFuture<Void> two = sender.send("two"); // waits its turn, but not in a thread
    AsyncReceiver<String> receiver = channel.receiver();
    CompletableFuture<String> both =
        receiver.receive().thenCombine(two.thenCompose(sent -> receiver.receive()), String::concat);
    sender.close();
    assertEquals("onetwo", both.join());
    assertEquals(null, receiver.receive().join()); // the end of the stream
    // end async
  }

  @Test
  void readmeHasTheseExamples() throws IOException {
    String source =
        Files.readString(SOURCE)
            + Files.readString(KOTLIN_SOURCE)
            + Files.readString(CONTRACT.resolve("BlockingFixture.java"))
            + Files.readString(CONTRACT.resolve("PlatformThreadsContractTest.java"));
    List<String> found = new ArrayList<>();
    Matcher example = EXAMPLE.matcher(Files.readString(README));
    while (example.find()) {
      String name = example.group(1);
      found.add(name);
      int begin = source.indexOf("// begin " + name);
      int end = source.indexOf("// end " + name);
      assertTrue(begin >= 0 && end > begin, "no example " + name + " here");
      String code = source.substring(source.indexOf('\n', begin) + 1, end).stripIndent().strip();
      assertEquals(code.replace("out.print", "System.out.print"), example.group(2).strip(), name);
    }
    assertEquals(List.of("blocking", "producer", "async", "kotlin", "fixture", "contract"), found);
  }
}
