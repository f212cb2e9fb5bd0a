// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.github.sluice.channel.SendResult;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;

/**
 * O2, by model checking: whatever the interleaving, the operations that do not wait come to what
 * the sequential model says for some order of them. <a
 * href="https://github.com/JetBrains/lincheck">Lincheck</a> makes up scenarios and goes through the
 * interleavings of each.
 *
 * <p>A test of a channel has one subclass of each of the classes in here, which makes the channel,
 * and calls {@link #check}. The receiver's operations are those of one thread at a time.
 */
public final class Linearizability {
  /** The capacity of the channels: full soon, and not a special case. */
  public static final int CAPACITY = 2;

  private static final String RECEIVER = "receiver";
  private static final String PERMIT = "permit";
  private static final String SEND = "send";
  private static final String FIRST = "first";
  private static final String SECOND = "second";

  private Linearizability() {}

  /**
   * Checks a channel against the model: briefly, or for long if the system property
   * sluice.lincheck.deep is set.
   *
   * @param channel makes the channel and has the operations
   * @param model the same operations of the model
   * @param timers names of classes that only schedule what another thread may do some time later:
   *     the model checker, which knows its own threads alone, does not look into them
   */
  public static void check(Class<?> channel, Class<?> model, String... timers) {
    options(model).addGuarantee(forClasses(timers).allMethods().ignore()).check(channel);
  }

  /**
   * Returns how a channel is checked against the model: briefly, or for long if the system property
   * sluice.lincheck.deep is set.
   *
   * @param model the operations of the model
   * @return new options
   */
  public static ModelCheckingOptions options(Class<?> model) {
    boolean deep = Boolean.getBoolean("sluice.lincheck.deep");
    return new ModelCheckingOptions()
        .iterations(deep ? 50 : 4)
        .invocationsPerIteration(deep ? 1_000 : 250)
        .threads(deep ? 3 : 2)
        .actorsPerThread(3)
        .actorsBefore(2)
        .actorsAfter(2)
        .loopIterationsBeforeThreadSwitch(100) // a receiver looks 64 times for a write before that
        .loopBound(1000)
        .sequentialSpecification(model);
  }

  /** Receiving, and what parameters there are in the subclasses. */
  @Param(name = "message", gen = IntGen.class, conf = "1:9")
  @Param(name = "messages", gen = IntGen.class, conf = "1:2")
  public abstract static class Basics {
    final Checked channel;

    Basics(Checked channel) {
      this.channel = channel;
    }

    /** Receives without waiting. */
    @Operation(nonParallelGroup = RECEIVER)
    public @Nullable Integer tryReceive() {
      return channel.tryReceive();
    }
  }

  /** Messages, permits, and the two ways in which a receiver ends it all. */
  public abstract static class Messages extends Basics {
    Messages(Checked channel) {
      super(channel);
    }

    /** Creates the operations on a channel that nobody else has. */
    protected Messages(TestedChannel<Integer> channel) {
      this(new CheckedChannel(channel));
    }

    /** Sends without waiting. */
    @Operation
    public SendResult trySend(@Param(name = "message") int message) {
      return channel.trySend(0, message);
    }

    /** Reserves capacity, if that has not been done before. */
    @Operation(nonParallelGroup = PERMIT)
    public @Nullable SendResult tryReserve(@Param(name = "messages") int messages) {
      return channel.tryReserve(messages);
    }

    /** Uses the reserved capacity, if there is any. */
    @Operation(nonParallelGroup = PERMIT)
    public @Nullable SendResult sendPermitted(@Param(name = "message") int message) {
      return channel.sendPermitted(message);
    }

    /** Releases the reserved capacity. */
    @Operation(nonParallelGroup = PERMIT)
    public void closePermit() {
      channel.closePermit();
    }

    /** Refuses senders. */
    @Operation
    public void close() {
      channel.close();
    }

    /** Throws away what is there. */
    @Operation(nonParallelGroup = RECEIVER)
    public void cancel() {
      channel.cancel();
    }
  }

  /**
   * Sends that wait in the queue, in a channel that has such sends and never lets a thread wait.
   */
  public abstract static class Waits extends Messages {
    Waits(Checked channel) {
      super(channel);
    }

    /** Creates the operations on a channel that nobody else has. */
    protected Waits(TestedChannel<Integer> channel) {
      this(new CheckedChannel(channel));
    }

    /** Begins a send. */
    @Operation(nonParallelGroup = SEND)
    public void send(@Param(name = "message") int message) {
      channel.send(message);
    }

    /** Withdraws the send that was begun last. */
    @Operation(nonParallelGroup = SEND)
    public boolean withdraw() {
      return channel.withdraw();
    }
  }

  /**
   * The end of the stream: X6 to X9, and X12. A handle is used by one thread. Closing it has two
   * steps, the handle and then the stream, and only a concurrent use of that handle would see the
   * state between them.
   */
  public abstract static class Ends extends Basics {
    Ends(Checked channel) {
      super(channel);
    }

    /** Creates the operations on a channel that nobody else has. */
    protected Ends(TestedChannel<Integer> channel) {
      this(new CheckedChannel(channel));
    }

    /** Sends through one handle, in the thread that also closes it. */
    @Operation(nonParallelGroup = FIRST)
    public SendResult sendFirst(@Param(name = "message") int message) {
      return channel.trySend(0, message);
    }

    /** Closes that handle, perhaps again. */
    @Operation(nonParallelGroup = FIRST)
    public void closeFirst() {
      channel.closeHandle(0);
    }

    /** Sends through another handle, in the thread that also closes it. */
    @Operation(nonParallelGroup = SECOND)
    public SendResult sendSecond(@Param(name = "message") int message) {
      return channel.trySend(1, message);
    }

    /** Closes that handle, perhaps again. */
    @Operation(nonParallelGroup = SECOND)
    public void closeSecond() {
      channel.closeHandle(1);
    }

    /** Takes one more handle, which stays open. */
    @Operation(nonParallelGroup = SEND)
    public boolean upgrade() {
      return channel.upgrade();
    }

    /** Returns whether the channel is closed. */
    @Operation
    public boolean isClosed() {
      return channel.isClosed();
    }

    /** Returns whether nothing can come any more. */
    @Operation
    public boolean isTerminated() {
      return channel.isTerminated();
    }
  }

  /** The numbers of messages and of free slots. */
  public abstract static class Sizes extends Basics {
    Sizes(Checked channel) {
      super(channel);
    }

    /** Creates the operations on a channel that nobody else has. */
    protected Sizes(TestedChannel<Integer> channel) {
      this(new CheckedChannel(channel));
    }

    /** Sends without waiting. */
    @Operation
    public SendResult trySend(@Param(name = "message") int message) {
      return channel.trySend(0, message);
    }

    /** Returns the number of messages. */
    @Operation
    public int size() {
      return channel.size();
    }

    /** Returns the number of free slots. */
    @Operation
    public int remainingCapacity() {
      return channel.remainingCapacity();
    }
  }

  /** The model of {@link Messages}. */
  public static final class MessagesModel extends Messages {
    /** Used by Lincheck. */
    public MessagesModel() {
      super(new CheckedModel());
    }
  }

  /** The model of {@link Waits}. */
  public static final class WaitsModel extends Waits {
    /** Used by Lincheck. */
    public WaitsModel() {
      super(new CheckedModel());
    }
  }

  /** The model of {@link Ends}. */
  public static final class EndsModel extends Ends {
    /** Used by Lincheck. */
    public EndsModel() {
      super(new CheckedModel());
    }
  }

  /** The model of {@link Sizes}. */
  public static final class SizesModel extends Sizes {
    /** Used by Lincheck. */
    public SizesModel() {
      super(new CheckedModel());
    }
  }
}
