// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** Marks tests that wait or race: those that a machine with other work may bring to fail. */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Tag(Races.TAG)
public @interface Races {
  /** The name of the group, to select it by. */
  String TAG = "races";
}
