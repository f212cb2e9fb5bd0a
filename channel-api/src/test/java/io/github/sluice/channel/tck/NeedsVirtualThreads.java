// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.tck;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/** Skips properties on a Java without virtual threads; JUnit's own conditions do not reach them. */
public final class NeedsVirtualThreads implements SkipExecutionHook {
  /** Used by jqwik. */
  public NeedsVirtualThreads() {}

  @Override
  public SkipResult shouldBeSkipped(LifecycleContext context) {
    return ThreadKind.available().contains(ThreadKind.VIRTUAL)
        ? SkipResult.doNotSkip()
        : SkipResult.skip("no virtual threads here");
  }
}
