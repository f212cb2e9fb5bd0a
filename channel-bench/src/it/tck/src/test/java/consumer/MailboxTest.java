// SPDX-License-Identifier: Apache-2.0
package consumer;

import io.github.sluice.channel.tck.ChannelContract;
import io.github.sluice.channel.tck.ChannelFixture;
import io.github.sluice.channel.tck.ThreadFixture;
import io.github.sluice.channel.tck.ThreadKind;
import java.util.function.Consumer;

/** The whole contract, for a channel from elsewhere. */
class MailboxTest extends ChannelContract {
  @Override
  protected ChannelFixture newFixture() {
    return new MailboxFixture();
  }

  private static final class MailboxFixture extends ThreadFixture {
    MailboxFixture() {
      super(ThreadKind.PLATFORM);
    }

    @Override
    public boolean strictlyFifo() {
      return false;
    }

    @Override
    public boolean hasRendezvous() {
      return true;
    }

    @Override
    protected <T> Ends<T> open(int capacity, Consumer<? super T> onUndelivered) {
      Mailbox<T> mailbox = new Mailbox<>(capacity, onUndelivered);
      return new Ends<>(mailbox::open, mailbox.owner());
    }
  }
}
