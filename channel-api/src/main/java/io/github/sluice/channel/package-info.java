// SPDX-License-Identifier: Apache-2.0

/**
 * Bounded channels with many senders and one receiver.
 *
 * <p>A channel is a queue with two ends. Any number of threads or tasks put messages in at one end,
 * through {@linkplain io.github.sluice.channel.Sender sender handles}; one {@linkplain
 * io.github.sluice.channel.Receiver receiver} takes them out at the other, in the order in which
 * they went in. The channel holds exactly as many messages as its capacity says; a sender that
 * comes too early waits, or its send returns FULL.
 *
 * <pre>
 *   Sender ──┐
 *   Sender ──┼──▶ [ m3 m2 m1 ] ──▶ Receiver
 *   Sender ──┘     capacity n
 * </pre>
 *
 * <h2>Quick start</h2>
 *
 * <p><b>Create.</b> A channel is blocking, {@code io.github.sluice.channel.sync.BlockingChannel},
 * whose threads wait by parking; or async, {@code io.github.sluice.channel.async.AsyncChannel},
 * where waiting is a future or a waker. Both have a builder as well, for a name and more.
 *
 * {@snippet id="create" lang="java" :
 * BlockingChannel<String> channel = BlockingChannel.bounded(100); // or AsyncChannel.bounded(100)
 * BlockingSender<String> first = channel.sender(); // one handle per producer,
 * BlockingSender<String> second = channel.sender(); // all taken before any producer begins
 * }
 *
 * <p><b>Send.</b> Every producer closes the handle that it has, however it ends.
 *
 * {@snippet id="producer" lang="java" :
 * static void greet(BlockingSender<String> mine, String name) {
 *   try (BlockingSender<String> sender = mine) {
 *     sender.send("Hello from " + name); // waits while the channel is full
 *   } catch (InterruptedException e) {
 *     Thread.currentThread().interrupt();
 *   }
 * }
 * }
 *
 * <p><b>Receive, until the stream ends.</b> It ends when every sender handle has been closed, or
 * the receiver has, and everything accepted until then has been received. Messages are never {@code
 * null}: {@code null} from a receiving method means that there is nothing, and {@link
 * io.github.sluice.channel.Receiver#isTerminated()} distinguishes nothing <em>now</em> from nothing
 * <em>ever again</em>. A sender that has failed ends the stream by {@link
 * io.github.sluice.channel.Sender#closeExceptionally}, and the receiver gets the cause.
 *
 * {@snippet id="consumer" lang="java" :
 * String message;
 * while ((message = channel.receiver().receive()) != null) { // null: the stream has ended
 *   System.out.println(message);
 * }
 * }
 *
 * <p><b>Shut down.</b> The producers end the stream by closing their handles. Or the receiver ends
 * it: closing loses no message and lets no new one in; cancelling accounts for what is left.
 *
 * {@snippet id="Receiver" lang="java" :
 * receiver.close(); // refuses new messages: sends fail from here on
 * int done = receiver.drain(message -> System.out.println("done: " + message), 1);
 * receiver.cancel(); // what is left goes to the channel's onUndelivered
 * }
 *
 * <p><b>Bridge.</b> Both ends of an async channel have views for threads that may park, which use
 * the same queue: {@link io.github.sluice.channel.AsyncSender#blocking()} and {@link
 * io.github.sluice.channel.AsyncReceiver#blocking()}.
 *
 * {@snippet id="bridge" lang="java" :
 * AsyncSender<String> sender = channel.sender();
 * BlockingSender<String> parking = sender.blocking(); // the same handle, for a thread
 * parking.send("from a thread"); // parks while the channel is full
 * channel.receiver().forEach(received::add); // in callbacks
 * parking.close(); // closes the handle
 * }
 *
 * <h2>What holds for all channels</h2>
 *
 * <p><b>Waiting or trying.</b> {@code send}, {@code receive} and {@code reserve} wait until they
 * have what they were called for, and otherwise throw; where waiting is a future, it fails. The
 * methods whose names begin with {@code try} do not wait, or no longer than a given time, and
 * answer with a value that they would have had to: FULL, TIMED_OUT, {@code null}. That the channel
 * is closed is CLOSED where a method returns a {@link io.github.sluice.channel.SendResult}, and
 * otherwise a {@link io.github.sluice.channel.ChannelClosedException}.
 *
 * <p><b>Ownership.</b> No message is lost. A caller that gets any result but SENT, or an exception,
 * still has the message. What the channel has accepted is received, or handed to the channel's
 * {@code onUndelivered} after {@link io.github.sluice.channel.Receiver#cancel()}. A permit is the
 * caller's when a method returns it, and the future's until that is cancelled.
 *
 * <p><b>Null.</b> Nothing that is passed or returned is {@code null}, unless its type says so by
 * {@code @Nullable} (JSpecify): there are no optionals. A {@code null} argument that is not allowed
 * is refused with a NullPointerException before anything has happened.
 *
 * <p><b>Memory effects.</b> What a thread did before it sent a message <i>happens-before</i> what
 * the receiver does after it received that message; and what the receiver did before it received a
 * message happens-before the return of a send that used the capacity so released. Closing the last
 * sender happens-before the receiver sees the end of the stream, and closing the receiver
 * happens-before a sender sees that the channel is closed.
 *
 * <p><b>Real time.</b> An operation is over when it has returned, or when its future has completed.
 * Each operation that begins later, in any thread, finds its effect, whether or not anything else
 * orders the two.
 */
@NullMarked
package io.github.sluice.channel;

import org.jspecify.annotations.NullMarked;
