// SPDX-License-Identifier: Apache-2.0

import com.sun.jdi.Bootstrap;
import com.sun.jdi.StringReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.MethodEntryRequest;
import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.BlockingSender;
import io.github.sluice.channel.async.AsyncChannel;
import io.github.sluice.channel.sync.BlockingChannel;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Lists the files whose methods run on the four paths of docs/architecture.md:
 *
 * <pre>
 * mvn -q -DskipTests package
 * java -cp channel-api/target/classes:channel-sync/target/classes:channel-async/target/classes .ci/PathFiles.java
 * </pre>
 *
 * It runs itself in a second virtual machine, whose entries of methods it traces.
 */
public final class PathFiles {
  private static final String LIBRARY = "io.github.sluice.channel.";

  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      walk(); // once unseen, so that classes are loaded
      walk();
    } else {
      trace()
          .forEach((path, files) -> System.out.println(path + ": " + files.size() + " " + files));
    }
  }

  // ---- in the second virtual machine

  private static void walk() throws Exception {
    BlockingSender<String> free = BlockingChannel.<String>bounded(2).sender();
    begin("blocking send that finds capacity");
    free.send("message");
    end();

    BlockingChannel<String> full = BlockingChannel.bounded(1);
    BlockingSender<String> blocked = full.sender();
    blocked.send("first");
    var receiver = full.receiver();
    Thread sender = new Thread(() -> sendUninterrupted(blocked));
    begin("blocking send that waits");
    sender.start();
    while (sender.getState() != Thread.State.WAITING) {
      Thread.sleep(1);
    }
    receiver.receive();
    sender.join();
    end();

    AsyncChannel<String> asyncFull = AsyncChannel.bounded(1);
    AsyncSender<String> pending = asyncFull.sender();
    pending.trySend("first");
    var asyncReceiver = asyncFull.receiver();
    begin("pending async send");
    CompletableFuture<?> sent = pending.send("second");
    require(!sent.isDone());
    asyncReceiver.tryReceive();
    require(sent.isDone());
    end();

    AsyncChannel<String> empty = AsyncChannel.bounded(1);
    AsyncSender<String> late = empty.sender();
    var waiting = empty.receiver();
    begin("pending async receive");
    CompletableFuture<?> received = waiting.receive();
    require(!received.isDone());
    late.send("message");
    require(received.isDone());
    end();
  }

  private static void sendUninterrupted(BlockingSender<String> sender) {
    try {
      sender.send("second");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new AssertionError();
    }
  }

  /** Seen by the first virtual machine. */
  private static void begin(String path) {}

  private static void end() {}

  // ---- in the first virtual machine

  private static Map<String, Set<String>> trace() throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    var arguments = connector.defaultArguments();
    arguments.get("options").setValue("-cp " + System.getProperty("java.class.path"));
    arguments.get("main").setValue(".ci/PathFiles.java walk");
    VirtualMachine machine = connector.launch(arguments);
    forward(machine.process().getErrorStream());
    // Tracing slows everything down, so it begins when the compiler has done its work.
    ClassPrepareRequest compiled = machine.eventRequestManager().createClassPrepareRequest();
    compiled.addClassFilter("PathFiles");
    compiled.enable();
    machine.resume();
    Map<String, Set<String>> paths = new LinkedHashMap<>();
    Set<String> files = null;
    while (true) {
      EventSet events = machine.eventQueue().remove();
      for (Event event : events) {
        if (event instanceof VMDisconnectEvent) {
          return paths;
        }
        if (event instanceof ClassPrepareEvent) {
          traceEntries(machine, LIBRARY + "*");
          traceEntries(machine, "PathFiles");
        } else if (event instanceof MethodEntryEvent entry) {
          String type = entry.method().declaringType().name();
          if (!type.startsWith(LIBRARY)) {
            String name = entry.method().name();
            if (name.equals("begin")) {
              var path = entry.thread().frame(0).getArgumentValues().get(0);
              files = new LinkedHashSet<>();
              paths.put(((StringReference) path).value(), files); // the second walk replaces
            } else if (name.equals("end")) {
              files = null;
            }
          } else if (files != null && !type.contains("$$")) { // a lambda's class has no file
            files.add(type.substring(type.lastIndexOf('.') + 1).replaceAll("\\$.*", ""));
          }
        }
      }
      events.resume();
    }
  }

  private static void traceEntries(VirtualMachine machine, String classes) {
    MethodEntryRequest request = machine.eventRequestManager().createMethodEntryRequest();
    request.addClassFilter(classes);
    request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    request.enable();
  }

  private static void forward(InputStream errors) {
    Thread thread =
        new Thread(
            () -> {
              try {
                errors.transferTo(System.err);
              } catch (IOException endOfProcess) {
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
