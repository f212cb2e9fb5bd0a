// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.rust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the processes are shell scripts")
@Timeout(60)
class ChildProcessTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path directory;

  private ChildProcess shell(String script, Duration limit) throws IOException {
    return ChildProcess.run(List.of("sh", "-c", script), directory, limit);
  }

  @Test
  void exitCodeAndBothStreamsAreReturned() throws IOException {
    assertEquals(new ChildProcess(3, "a\n", "b\n"), shell("echo a; echo b >&2; cat; exit 3", LONG));
  }

  @Test
  void bothStreamsMayBeLong() throws IOException {
    ChildProcess ended =
        shell(
            "i=0; while [ $i -lt 20000 ]; do echo 0123456789; echo 0123456789 >&2; i=$((i+1)); done",
            LONG);
    assertEquals(20_000 * 11, ended.out().length());
    assertEquals(20_000 * 11, ended.err().length());
  }

  @Test
  void aProgramThatIsNotThereIsNamed() {
    NoSuchFileException e =
        assertThrows(
            NoSuchFileException.class,
            () -> ChildProcess.run(List.of("no-such-program"), directory, LONG));
    assertEquals("no-such-program", e.getFile());
  }

  @Test
  void whatTakesTooLongIsKilled() {
    IOException e =
        assertThrows(IOException.class, () -> shell("sleep 1000", Duration.ofMillis(100)));
    assertTrue(e.getMessage().startsWith("sh -c sleep 1000 was still running"), e.getMessage());
  }

  @Test
  void anInterruptKillsTheProcessAndItsChildren() throws Exception {
    Path pids = directory.resolve("pids");
    FutureTask<Boolean> isInterruptedAfter =
        new FutureTask<>(
            () -> {
              assertThrows(
                  InterruptedIOException.class,
                  () -> shell("sleep 1000 & echo $$ $! > new; mv new pids; wait", LONG));
              return Thread.currentThread().isInterrupted();
            });
    Thread thread = new Thread(isInterruptedAfter);
    thread.start();
    while (!Files.exists(pids) && !isInterruptedAfter.isDone()) {
      Thread.yield();
    }
    thread.interrupt();
    assertTrue(isInterruptedAfter.get());
    for (String pid : Files.readString(pids).strip().split(" ")) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(process -> assertFalse(process.onExit().join().isAlive()));
    }
  }
}
