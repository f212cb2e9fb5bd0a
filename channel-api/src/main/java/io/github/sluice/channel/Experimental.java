// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what a minor release may still change or remove. What it does is tested as everything else;
 * its names and signatures have not yet been used for long. Everything public without this mark
 * stays compatible until the next major release.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Experimental {}
