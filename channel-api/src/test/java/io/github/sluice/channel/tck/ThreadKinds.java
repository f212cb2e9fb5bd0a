// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a test with every kind of thread that this Java has. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0} threads")
@MethodSource("io.github.sluice.channel.tck.ThreadKind#available")
public @interface ThreadKinds {}
