// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A receiver whose thread, platform or virtual, may wait for a message.
 *
 * <p><b>Interrupts.</b> An interrupt ends a wait only if no message can be received. A thread
 * interrupted before the call still receives what is there. The methods that cannot throw
 * InterruptedException, because {@link Iterable} does not allow it, throw {@link
 * CancellationException} in its place and leave the thread interrupted.
 *
 * <p><b>Timeouts.</b> Zero or less means one attempt without waiting, and more than 292 years means
 * forever. No method gives up before the time is over.
 *
 * <p><b>Stalled senders.</b> A sender may be suspended between claiming its slot in the channel and
 * writing its message there, a few instructions later. Methods that wait then wait for that write
 * as they wait for a message: their time may end, or an interrupt may come, although messages
 * behind that slot are complete. So {@code null} from {@code tryReceive(timeout)} says that no
 * message could be received in time, and not that the channel was empty. (Such a receive has no
 * effect, as one that ends with InterruptedException; so the channel stays linearizable.) {@link
 * #tryReceive()} and {@link #drain} wait for the write instead, and cannot be interrupted
 * meanwhile.
 *
 * <p><b>Misuse.</b> A thread that receives while another one is seen to wait here gets an
 * IllegalStateException, and nothing happens.
 *
 * {@snippet id="BlockingReceiver" lang="java" :
 * for (String message : receiver) { // waits for each; ends with the stream
 *   System.out.println(message);
 * }
 * }
 *
 * @param <T> the type of the messages
 */
public interface BlockingReceiver<T> extends Receiver<T>, Iterable<T> {
  /**
   * Takes the next message, waiting for it as long as it takes.
   *
   * {@snippet id="BlockingReceiver.receive" lang="java" :
   * String message;
   * while ((message = receiver.receive()) != null) {
   *   System.out.println(message);
   * }
   * }
   *
   * @return the message, or {@code null} at the end of the stream
   * @throws InterruptedException if interrupted while waiting; nothing was received
   * @throws ChannelFailedException if the stream has failed and everything has been received
   */
  @Nullable T receive() throws InterruptedException;

  /**
   * Takes the next message, waiting for it no longer than the given time.
   *
   * {@snippet id="BlockingReceiver.tryReceive" lang="java" :
   * String message = receiver.tryReceive(timeout);
   * if (message != null) {
   *   System.out.println(message);
   * } else if (receiver.isTerminated()) {
   *   System.out.println("the end");
   * } else {
   *   System.out.println("nothing yet");
   * }
   * }
   *
   * @param timeout how long to wait at most
   * @return the message, or {@code null} if none could be received in time or the stream has ended,
   *     which {@link #isTerminated()} tells apart
   * @throws InterruptedException if interrupted while waiting; nothing was received
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws NullPointerException if the timeout is null
   */
  @Nullable T tryReceive(Duration timeout) throws InterruptedException;

  /**
   * Waits until there is a message, as long as it takes, and leaves it in the channel: {@link
   * #peek()} and {@link #tryReceive()} return it, unless another thread cancels the channel.
   *
   * {@snippet id="BlockingReceiver.awaitReady" lang="java" :
   * while (receiver.awaitReady()) { // false: the stream has ended
   *   store.append(receiver.peek()); // if this fails, the message is still in the channel
   *   receiver.tryReceive();
   * }
   * }
   *
   * @return true if there is a message; false if the stream has ended
   * @throws InterruptedException if interrupted while waiting
   * @throws ChannelFailedException if the stream has failed and everything has been received
   */
  boolean awaitReady() throws InterruptedException;

  /**
   * Waits until there is a message, no longer than the given time, and leaves it in the channel.
   *
   * {@snippet id="BlockingReceiver.awaitReady-timeout" lang="java" :
   * if (receiver.awaitReady(timeout)) {
   *   System.out.println("next: " + receiver.peek()); // which the next receive takes
   * } else if (receiver.isTerminated()) {
   *   System.out.println("the end");
   * } else {
   *   System.out.println("nothing yet");
   * }
   * }
   *
   * @param timeout how long to wait at most
   * @return true if there is a message; false if none came in time or the stream has ended, which
   *     {@link #isTerminated()} tells apart
   * @throws InterruptedException if interrupted while waiting
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws NullPointerException if the timeout is null
   */
  boolean awaitReady(Duration timeout) throws InterruptedException;

  /**
   * Takes what is there, up to a limit, waiting for the first message as long as it takes.
   *
   * <p>What is there is decided when the first message is: messages that are sent while the
   * collection is filled are left, and so are those behind a slot whose sender is stalled. A
   * message is taken out of the channel after it has been added to the collection: what the
   * collection refuses with an exception can still be received. Operations that begin after this
   * method has returned find all that was taken received; operations of other threads that begin
   * while it runs may still count some of it as held by the channel. The collection must not use
   * the receiver meanwhile: that throws IllegalStateException.
   *
   * {@snippet id="BlockingReceiver.receiveMany" lang="java" :
   * List<String> batch = new ArrayList<>();
   * while (receiver.receiveMany(batch, 100) > 0) { // waits for one, takes what is there
   *   System.out.println(batch.size() + " rows");
   *   batch.clear();
   * }
   * }
   *
   * @param into what the messages are added to, in the order of sending
   * @param limit how many to take at most
   * @return how many were taken: at least one, unless the limit is 0 or the stream has ended
   * @throws InterruptedException if interrupted while waiting; nothing was received
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws IllegalArgumentException if the limit is negative
   * @throws NullPointerException if the collection is null
   */
  int receiveMany(Collection<? super T> into, int limit) throws InterruptedException;

  /**
   * Takes what is there, up to a limit, waiting for the first message no longer than the given
   * time.
   *
   * {@snippet id="BlockingReceiver.tryReceiveMany" lang="java" :
   * List<String> batch = new ArrayList<>();
   * if (receiver.tryReceiveMany(batch, 100, timeout) == 0 && !receiver.isTerminated()) {
   *   System.out.println("idle");
   * }
   * }
   *
   * @param into what the messages are added to, in the order of sending; see {@link
   *     #receiveMany(Collection, int)}
   * @param limit how many to take at most
   * @param timeout how long to wait at most
   * @return how many were taken: at least one, unless the limit is 0, none could be received in
   *     time or the stream has ended
   * @throws InterruptedException if interrupted while waiting; nothing was received
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws IllegalArgumentException if the limit is negative
   * @throws NullPointerException if an argument but the limit is null
   */
  int tryReceiveMany(Collection<? super T> into, int limit, Duration timeout)
      throws InterruptedException;

  /**
   * Takes a batch that is complete by count or by age: waits for the first message as long as it
   * takes, and then for more until there are {@code limit} of them or the first one has been taken
   * {@code linger} ago.
   *
   * <p>Messages are taken as they come, so the limit may be greater than the channel's capacity.
   * The end of the stream, a failure or an interrupt completes a batch that has a message: this
   * method returns normally, and the next receive says what has happened; the thread stays
   * interrupted. What {@link #receiveMany(Collection, int)} says of the collection holds here.
   *
   * {@snippet id="BlockingReceiver.receiveMany-linger" lang="java" :
   * List<String> batch = new ArrayList<>();
   * while (receiver.receiveMany(batch, 100, Duration.ofMillis(20)) > 0) {
   *   System.out.println(batch.size() + " rows"); // 100, or what came within 20 ms of the first
   *   batch.clear();
   * }
   * }
   *
   * @param into what the messages are added to, in the order of sending
   * @param limit how many to take at most
   * @param linger how long to wait for more at most, from when the first message is taken; with
   *     zero or less this takes what is there
   * @return how many were taken: at least one, unless the limit is 0 or the stream has ended
   * @throws InterruptedException if interrupted while waiting for the first message; nothing was
   *     received
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws IllegalArgumentException if the limit is negative
   * @throws NullPointerException if an argument but the limit is null
   */
  int receiveMany(Collection<? super T> into, int limit, Duration linger)
      throws InterruptedException;

  /**
   * Hands each message to an action, until the end of the stream.
   *
   * <p>An exception from the action ends the method; the message that it was given has been
   * received, and the others can still be.
   *
   * {@snippet id="BlockingReceiver.forEach" lang="java" :
   * receiver.forEach(System.out::println); // returns at the end of the stream
   * }
   *
   * @param action what to do with each message, in the order of sending
   * @throws CancellationException if interrupted while waiting; the thread stays interrupted
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws NullPointerException if the action is null
   */
  @Override
  void forEach(Consumer<? super T> action);

  /**
   * Hands batches to an action, until the end of the stream. Each batch is complete by count or by
   * age, as in {@link #receiveMany(Collection, int, Duration)}, and a new list, which is the
   * action's to keep. No batch is empty.
   *
   * <p>An exception from the action ends the method; the batch that it was given has been received,
   * and what follows can still be.
   *
   * {@snippet id="BlockingReceiver.forEachBatch" lang="java" :
   * receiver.forEachBatch(100, Duration.ofMillis(20), rows -> System.out.println(rows.size()));
   * }
   *
   * @param limit how many messages a batch has at most
   * @param linger how long to wait for more at most, from when the first message of a batch is
   *     taken
   * @param action what to do with each batch
   * @throws CancellationException if interrupted while waiting for a first message; the thread
   *     stays interrupted
   * @throws ChannelFailedException if the stream has failed and everything has been received
   * @throws IllegalArgumentException if the limit is less than 1
   * @throws NullPointerException if an argument but the limit is null
   */
  void forEachBatch(int limit, Duration linger, Consumer<? super List<T>> action);

  /**
   * Returns an iterator over the messages to come. {@code hasNext} waits for a message and leaves
   * it in the channel, {@code next} takes it: so an iterator that is abandoned has lost nothing,
   * and any number of them can be used one after the other.
   *
   * <p>{@code hasNext} throws what {@link #forEach} does, and is false at the end of the stream. If
   * {@link #cancel} comes between the two, {@code next} may throw NoSuchElementException although
   * {@code hasNext} was true.
   *
   * {@snippet id="BlockingReceiver.iterator" lang="java" :
   * for (String message : receiver) {
   *   if (message.equals("stop")) {
   *     break; // what follows stays in the channel
   *   }
   *   System.out.println(message);
   * }
   * }
   *
   * @return a new iterator, which does not support {@code remove}
   */
  @Override
  Iterator<T> iterator();

  /**
   * Returns a sequential stream of the messages to come, which ends at the end of this stream.
   *
   * <p>A message is taken only to be processed at once: a pipeline that stops early, as by {@code
   * limit} or {@code findFirst}, leaves the others in the channel. (But {@link Stream#iterator()}
   * takes one in advance; use {@link #iterator()}.) Asking for a parallel stream has no effect. The
   * terminal operation throws what {@link #forEach} does. Closing the stream does not close the
   * channel.
   *
   * {@snippet id="BlockingReceiver.stream" lang="java" :
   * List<String> firstTwo = receiver.stream().limit(2).toList(); // leaves the others
   * }
   *
   * @return a new stream
   */
  Stream<T> stream();
}
