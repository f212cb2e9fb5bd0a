// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * jox: {@code send} and {@code receive}. Its classes are of JDK 21, so they are called through
 * method handles, which as constants cost nothing.
 */
public final class JoxPipe implements Pipe {
  private static final MethodHandle OPEN;
  private static final MethodHandle OPEN_RENDEZVOUS;
  private static final MethodHandle SEND;
  private static final MethodHandle RECEIVE;

  static {
    try {
      Class<?> type = Class.forName("com.softwaremill.jox.Channel");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      OPEN =
          lookup
              .findStatic(type, "newBufferedChannel", MethodType.methodType(type, int.class))
              .asType(MethodType.methodType(Object.class, int.class));
      OPEN_RENDEZVOUS =
          lookup
              .findStatic(type, "newRendezvousChannel", MethodType.methodType(type))
              .asType(MethodType.methodType(Object.class));
      SEND =
          lookup
              .findVirtual(type, "send", MethodType.methodType(void.class, Object.class))
              .asType(MethodType.methodType(void.class, Object.class, Object.class));
      RECEIVE =
          lookup
              .findVirtual(type, "receive", MethodType.methodType(Object.class))
              .asType(MethodType.methodType(Object.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Object channel;

  public JoxPipe(int capacity) {
    channel =
        call(
            () ->
                capacity == 0
                    ? (Object) OPEN_RENDEZVOUS.invokeExact()
                    : (Object) OPEN.invokeExact(capacity));
  }

  @Override
  public Inlet inlet() {
    return message ->
        call(
            () -> {
              SEND.invokeExact(channel, message);
              return null;
            });
  }

  @Override
  public Object receive() {
    return call(() -> (Object) RECEIVE.invokeExact(channel));
  }

  @FunctionalInterface
  private interface Call {
    Object run() throws Throwable;
  }

  private static Object call(Call call) {
    try {
      return call.run();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
