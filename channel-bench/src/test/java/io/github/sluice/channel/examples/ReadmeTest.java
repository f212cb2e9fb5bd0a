// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.examples;

import static io.github.sluice.channel.examples.DocumentedExamples.document;
import static io.github.sluice.channel.examples.DocumentedExamples.kotlinSource;
import static io.github.sluice.channel.examples.DocumentedExamples.source;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sluice.channel.AsyncReceiver;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.ChannelClosedException;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The examples of README and the guide: they compile, they do what they say, and these documents
 * have them word by word.
 */
@Timeout(60)
class ReadmeTest {
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
    sender.send("one"); // there is capacity
    CompletableFuture<Void> two = sender.send("two"); // waits in the queue, but blocks no thread
    AsyncReceiver<String> receiver = channel.receiver();
    CompletableFuture<String> both =
        receiver.receive().thenCombine(two.thenCompose(sent -> receiver.receive()), String::concat);
    sender.close();
    assertEquals("onetwo", both.join());
    assertEquals(null, receiver.receive().join()); // the end of the stream
    // end async
  }

  @Test
  void account() throws InterruptedException {
    // begin account
    List<String> undelivered = new ArrayList<>();
    BlockingChannel<String> channel = BlockingChannel.bounded(100, undelivered::add);
    BlockingSender<String> sender = channel.sender();
    sender.send("one");
    sender.send("two");
    assertEquals("one", channel.receiver().receive());
    channel.receiver().cancel();
    assertEquals(List.of("two"), undelivered);
    ChannelClosedException refused =
        assertThrows(ChannelClosedException.class, () -> sender.send("three"));
    assertEquals("three", refused.undelivered());
    // end account
  }

  @Test
  void theStarterHasTheFirstExampleAndTheVersionsOfThisBuild() throws IOException {
    String starter = "channel-bench/src/it/starter/";
    String program = withoutSpace(document(starter + "src/main/java/starter/Hello.java"));
    for (String example : List.of("blocking", "producer")) {
      String code = DocumentedExamples.example(document("README.md"), example);
      assertTrue(program.contains(withoutSpace(code)), example);
    }
    Map<String, String> versions = versions(document("pom.xml"));
    assertEquals(
        Stream.of("sluice", "junit", "compiler.plugin", "surefire.plugin", "exec.plugin")
            .map(versions::get)
            .toList(),
        Pattern.compile("<version>([0-9].*?)</version>")
            .matcher(document(starter + "pom.xml"))
            .results()
            .map(version -> version.group(1))
            .skip(1) // its own
            .toList());
  }

  private static String withoutSpace(String code) {
    return code.replaceAll("\\s+", "");
  }

  /** Returns the versions that a POM sets by properties, and its own as that of "sluice". */
  private static Map<String, String> versions(String pom) {
    Map<String, String> versions = new HashMap<>();
    Pattern.compile("<([\\w.]+)\\.version>(.*?)</")
        .matcher(pom)
        .results()
        .forEach(version -> versions.put(version.group(1), version.group(2)));
    Matcher own = Pattern.compile("sluice</artifactId>\\s*<version>(.*?)</").matcher(pom);
    assertTrue(own.find());
    versions.put("sluice", own.group(1));
    return versions;
  }

  @Test
  void readmeAndGuideHaveTheseExamples() throws IOException {
    String contract = "channel-sync/src/test/java/io/github/sluice/channel/sync/";
    String sources =
        source(ReadmeTest.class)
            + kotlinSource("CoroutineTest")
            + document(contract + "BlockingFixture.java")
            + document(contract + "PlatformThreadsContractTest.java");
    assertEquals(
        List.of("blocking", "producer", "async"),
        DocumentedExamples.compare(document("README.md"), sources));
    assertEquals(
        List.of("blocking", "producer", "async", "account", "kotlin", "fixture", "contract"),
        DocumentedExamples.compare(document("docs/guide.md"), sources));
  }
}
