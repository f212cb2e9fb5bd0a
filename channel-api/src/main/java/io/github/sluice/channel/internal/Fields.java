// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal;

import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.VarHandle;

/** Handles to the fields of a class, for that class. */
public final class Fields {
  private Fields() {}

  /**
   * Returns the handle of a field.
   *
   * @param lookup the rights of the class that has the field
   * @param name the field's name
   * @param type the field's type
   * @throws ExceptionInInitializerError if there is no such field
   */
  public static VarHandle handle(Lookup lookup, String name, Class<?> type) {
    try {
      return lookup.findVarHandle(lookup.lookupClass(), name, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
