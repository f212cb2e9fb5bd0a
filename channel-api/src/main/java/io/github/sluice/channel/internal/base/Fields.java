// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.base;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/** Handles to fields. */
public final class Fields {
  private Fields() {}

  /** Returns the handle of a field of the class whose lookup is given. */
  public static VarHandle handle(Lookup lookup, String name, Class<?> type) {
    try {
      return lookup.findVarHandle(lookup.lookupClass(), name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
