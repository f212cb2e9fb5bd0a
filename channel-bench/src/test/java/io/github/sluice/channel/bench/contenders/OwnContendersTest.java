// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With service files that only a class loader of the test finds. */
class OwnContendersTest {
  @TempDir Path directory;

  /** A queue of the JDK's, under a name that a subclass chooses. */
  abstract static class Queue implements OwnContender {
    private final String id;

    Queue(String id) {
      this.id = id;
    }

    @Override
    public String id() {
      return id;
    }

    @Override
    public String description() {
      return "a queue";
    }

    @Override
    public Pipe open(int capacity) {
      return new BlockingQueuePipe(new ArrayBlockingQueue<>(capacity));
    }
  }

  /** As it should be. */
  public static final class Good extends Queue {
    public Good() {
      super("my-queue2");
    }
  }

  /** As it should be, too. */
  public static final class Other extends Queue {
    public Other() {
      super("other");
    }
  }

  /** Has the name of another. */
  public static final class Same extends Queue {
    public Same() {
      super("other");
    }
  }

  /** Has the name of one of the bench. */
  public static final class Colliding extends Queue {
    public Colliding() {
      super("array-blocking-queue");
    }
  }

  /** Has the name that stands for all. */
  public static final class All extends Queue {
    public All() {
      super("all");
    }
  }

  /** Has a name that could not be an argument. */
  public static final class Misnamed extends Queue {
    public Misnamed() {
      super("My queue, the second");
    }
  }

  /** Has no name. */
  public static final class Nameless extends Queue {
    public Nameless() {
      super(null);
    }
  }

  /** Says too much of itself. */
  public static final class Wordy extends Queue {
    public Wordy() {
      super("wordy");
    }

    @Override
    public String description() {
      return "a queue\nof two lines";
    }
  }

  /** Cannot be made without a capacity. */
  public static final class Unmade extends Queue {
    public Unmade(int capacity) {
      super("unmade-" + capacity);
    }
  }

  /** Cannot be made at all. */
  public static final class Failing extends Queue {
    public Failing() {
      super("failing");
      throw new UnsupportedOperationException("not here");
    }
  }

  private Map<String, OwnContender> load(String... classes) throws IOException {
    Path file = directory.resolve(OwnContenders.SERVICE);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(classes));
    URL[] path = {directory.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, getClass().getClassLoader())) {
      return OwnContenders.load(loader);
    }
  }

  private Map<String, OwnContender> load(Class<?>... classes) throws IOException {
    return load(Stream.of(classes).map(Class::getName).toArray(String[]::new));
  }

  private void assertRefused(String reason, Class<?>... classes) {
    String message = assertThrows(IllegalArgumentException.class, () -> load(classes)).getMessage();
    assertTrue(message.contains(reason), message);
    assertTrue(message.contains(classes[classes.length - 1].getName()), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aServiceFileIsAllThatIsNeeded() throws Exception {
    Map<String, OwnContender> loaded = load(Other.class, Good.class);
    assertEquals(List.of("other", "my-queue2"), List.copyOf(loaded.keySet()));
    OwnContender good = assertInstanceOf(Good.class, loaded.get("my-queue2"));
    Pipe pipe = good.open(1);
    pipe.inlet().send("message");
    assertEquals("message", pipe.receive());
    assertTrue(good.suits(1, 256) && good.suitsVirtualThreads());
    assertFalse(good.suits(0, 1), "a rendezvous has to be asked for");
  }

  @Test
  void withoutAServiceFileThereIsNone() {
    assertEquals(Map.of(), OwnContenders.load(getClass().getClassLoader()));
    assertEquals(List.of(Contender.values()), Contender.all());
  }

  @Test
  void anIdIsWellFormedAndTakenOnce() {
    assertRefused("the id 'array-blocking-queue' is one of the bench's own", Colliding.class);
    assertRefused("the id 'all' is one of the bench's own", All.class);
    assertRefused(" both have the id other", Other.class, Same.class);
    assertRefused("the id 'My queue, the second' is not of lower-case", Misnamed.class);
    assertRefused("the id 'null' is not of lower-case", Nameless.class);
    assertRefused("the description is not one line", Wordy.class);
  }

  @Test
  void whatCannotBeLoadedIsNamed() {
    assertRefused("no-arg constructor", Unmade.class);
    assertRefused("UnsupportedOperationException: not here", Failing.class);
    assertRefused("not a subtype", OwnContendersTest.class);
    String message =
        assertThrows(IllegalArgumentException.class, () -> load("somewhere.Else")).getMessage();
    assertTrue(message.startsWith("a contender of your own cannot be loaded: "), message);
    assertTrue(message.contains("somewhere.Else"), message);
  }

  @Test
  void anUnknownNameIsRefusedWithAWayToAddIt() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Contender.of("my-queue")).getMessage();
    assertTrue(message.startsWith("unknown contender 'my-queue'; there are: floor, "), message);
    assertTrue(message.contains("META-INF/services/" + OwnContender.class.getName()), message);
    assertTrue(message.contains("java -cp"), message);
  }

  @Test
  void resultsNameWhatIsNotOnTheClassPath() {
    assertEquals(Contender.TOKIO, Contender.named("tokio"));
    Contender own = Contender.named("my-queue");
    assertEquals(own, Contender.named("my-queue"));
    assertEquals("my-queue", own.toString());
    assertTrue(own.isOwn() && own.isPeer());
    assertFalse(own.isOurs() || own.isRust());
    String message = assertThrows(IllegalStateException.class, () -> own.pipe(1)).getMessage();
    assertEquals("my-queue is not on the class path", message);
    for (String label : List.of("", "-", "a--b", "<b>", "a b", "A")) {
      assertThrows(IllegalArgumentException.class, () -> Contender.named(label), label);
    }
  }

  @Test
  void theUsersOwnComeLastAndByName() {
    Contender a = Contender.named("a");
    Contender z = Contender.named("z");
    List<Contender> contenders = new ArrayList<>(List.of(z, Contender.FLUME_ASYNC, a));
    contenders.add(Contender.FLOOR);
    contenders.sort(Contender.ORDER);
    assertEquals(List.of(Contender.FLOOR, Contender.FLUME_ASYNC, a, z), contenders);
  }
}
