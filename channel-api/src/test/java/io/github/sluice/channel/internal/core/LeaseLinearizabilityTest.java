// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.internal.core;

import io.github.sluice.channel.WaitStrategy;
import io.github.sluice.channel.internal.base.CallbackExecutor;
import io.github.sluice.channel.tck.Linearizability;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** X10, by model checking: the receiver acquires the lease while another thread cancels. */
@Tag("lincheck")
class LeaseLinearizabilityTest {
  /** The lease of a channel that is being cancelled. */
  public static final class Cancelled {
    private final ReceiverLease lease =
        new ReceiverLease(
            Cores.create(1, null, message -> {}, CallbackExecutor.DIRECT, WaitStrategy.ADAPTIVE));

    /** Used by Lincheck. */
    public Cancelled() {}

    /** An operation of the receiver. */
    @Operation(nonParallelGroup = "receiver")
    public void use() {
      Object former = lease.acquire(this);
      if (former == null) {
        lease.release(null);
      }
    }

    /** What a thread does that cancels. */
    @Operation(nonParallelGroup = "cancel")
    public void discard() {
      if (lease.tryAcquireToDiscard()) {
        lease.release(null);
      }
    }
  }

  /** The same, without a lease: nothing is refused. */
  public static final class Model {
    /** Used by Lincheck. */
    public Model() {}

    /** An operation of the receiver. */
    public void use() {}

    /** What a thread does that cancels. */
    public void discard() {}
  }

  @Test
  void x10_theOneReceivingThreadIsNotRefusedBecauseAnotherCancels() {
    Linearizability.check(Cancelled.class, Model.class);
  }
}
