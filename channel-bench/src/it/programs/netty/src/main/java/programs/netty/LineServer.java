// SPDX-License-Identifier: Apache-2.0
package programs.netty;

import io.github.sluice.channel.AsyncSender;
import io.github.sluice.channel.Permit;
import io.github.sluice.channel.SendResult;
import io.github.sluice.channel.async.AsyncChannel;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.LineEncoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import programs.netty.Connection.Request;

/** A server whose event loops never wait: one worker thread answers all requests. */
final class LineServer extends ChannelInitializer<Channel> {
  final LongAdder replied = new LongAdder(); // replies that have been written to a socket
  final LongAdder undelivered = new LongAdder(); // accepted requests without such a reply
  final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
  final AsyncChannel<Request> requests;
  final Channel listener;
  private final AsyncSender<Request> sender; // keeps the stream open without connections
  private final UnaryOperator<String> service;
  private final Thread worker = new Thread(this::work, "worker");
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());

  LineServer(int port, int capacity, UnaryOperator<String> service) {
    this.service = service;
    requests =
        AsyncChannel.<Request>builder(capacity)
            .name("requests")
            .onUndelivered(request -> undelivered.increment()) // if the worker ends too early
            .build();
    sender = requests.sender();
    worker.start();
    listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_RCVBUF, 16 * 1024) // more would wait in the kernel
            .childOption(ChannelOption.SO_SNDBUF, 16 * 1024)
            .childHandler(this)
            .bind(port)
            .syncUninterruptibly()
            .channel();
  }

  @Override
  protected void initChannel(Channel channel) {
    connections.add(channel);
    channel
        .pipeline()
        .addLast(new LineBasedFrameDecoder(1024), new StringDecoder(), new LineEncoder())
        .addLast(new FlowControlHandler()) // holds the lines that are decoded when reading stops
        .addLast(new Connection(requests.sender(), replied, undelivered));
  }

  private void work() {
    try {
      requests.receiver().blocking().forEach(this::answer);
    } finally { // nothing is left if the stream has ended; otherwise no client waits in vain
      requests.receiver().cancel();
      connections.close();
    }
  }

  private void answer(Request request) {
    try (Permit<String> reply = request.reply()) {
      String answer = request.number() + " " + answerTo(request.line());
      if (reply.send(answer) == SendResult.CLOSED) {
        undelivered.increment(); // the connection has ended
      }
    }
  }

  private String answerTo(String line) {
    try {
      return service.apply(line);
    } catch (RuntimeException e) {
      return "failed: " + e;
    }
  }

  /** Ends all connections, and returns when each accepted request is in one of the counts. */
  void stop() throws InterruptedException {
    listener.close().sync();
    connections.close().sync();
    sender.close(); // the last handle: the worker ends when it has taken what is left
    worker.join();
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).sync();
  }
}
