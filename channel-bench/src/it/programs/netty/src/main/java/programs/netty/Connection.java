// SPDX-License-Identifier: Apache-2.0
package programs.netty;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendPoller;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.async.AsyncChannel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.concurrent.atomic.LongAdder;

/** A connection, which reads while there is capacity, and writes while its socket is writable. */
final class Connection extends SimpleChannelInboundHandler<String> {
  /** How many accepted requests of a connection may have a reply that is not written yet. */
  static final int MAX_UNANSWERED = 16;

  /** A request, its number on its connection, and the right to send its reply without waiting. */
  record Request(long number, String line, Permit<String> reply) {}

  private final AsyncSender<Request> requests; // a handle of its own
  private final SendPoller<Request> poller;
  private final LongAdder replied;
  private final LongAdder undelivered;

  // Used by the event loop of the connection alone, in which all methods and wakers run.
  private ChannelHandlerContext context;
  private AsyncChannel<String> replies;
  private AsyncSender<String> replySender;
  private long number;
  private String line; // decoded but not accepted; null if there is none
  private Permit<String> reply; // for the line; null if there is none

  Connection(AsyncSender<Request> requests, LongAdder replied, LongAdder undelivered) {
    this.requests = requests;
    this.poller = requests.poller();
    this.replied = replied;
    this.undelivered = undelivered;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    this.context = context;
    replies =
        AsyncChannel.<String>builder(MAX_UNANSWERED)
            .executor(context.executor())
            .onUndelivered(unwritten -> undelivered.increment())
            .build();
    replySender = replies.sender();
    replies.receiver().poll(this::writeReplies); // there are none: registers the waker
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, String decoded) {
    line = decoded;
    submit();
  }

  /** Hands the line on; if there is no capacity, reading stops until this has run again. */
  private void submit() {
    if (line != null && reply == null) {
      reply = replySender.tryReserve(); // null: writeReplies calls this when it has taken one
    }
    if (reply != null && poller.pollReady(() -> context.executor().execute(this::submit))) {
      if (poller.trySend(new Request(++number, line, reply)) == SendResult.CLOSED) {
        context.close(); // the worker has ended
      }
      line = null;
      reply = null;
    }
    context.channel().config().setAutoRead(line == null); // may call channelRead0
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    writeReplies();
  }

  /** Writes what is there; stops while the socket is not writable, and while there is nothing. */
  private void writeReplies() {
    String next;
    while (context.channel().isWritable()
        && (next = replies.receiver().poll(this::writeReplies)) != null) {
      context
          .write(next)
          .addListener(written -> (written.isSuccess() ? replied : undelivered).increment());
    }
    context.flush();
    submit(); // what has been taken is capacity for another reply
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    line = null;
    reply = null;
    poller.close(); // before its handle
    requests.close();
    replies.receiver().cancel(); // undelivered: what is there, and what the worker still sends
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close(); // a reset, or a line that is too long
  }
}
