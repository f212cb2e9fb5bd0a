// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.peers;

import static io.github.sluice.channel.peers.Subject.JOX;
import static io.github.sluice.channel.peers.Subject.KOTLIN;
import static io.github.sluice.channel.peers.Subject.MPSC;
import static io.github.sluice.channel.peers.Subject.MPSC_ATOMIC;
import static io.github.sluice.channel.peers.Subject.MPSC_BLOCKING;

import java.util.List;
import java.util.Set;

/**
 * Why tests of peers fail.
 *
 * @param peers the peers
 * @param text the reason, in Markdown
 * @param always the names of the tests that fail in every run, for each of the peers
 * @param sometimes the names of those that fail in some runs: races
 */
record Reason(List<Subject> peers, String text, Set<String> always, Set<String> sometimes) {
  /** All of them. */
  static final List<Reason> ALL =
      List.of(
          new Reason(
              List.of(MPSC, MPSC_ATOMIC, MPSC_BLOCKING),
              "the capacity is rounded up to a power of two, and `capacity()` returns that.",
              Set.of(
                  "c2_capacityMessagesFitAndOneMoreIsFull",
                  "c3_aReceiveReleasesCapacityForExactlyOne",
                  "c3_oneOfTwoRacingSendsGetsTheLastSlot",
                  "s4_whatWasNotSentIsNeverReceived",
                  "v2_sizesAreExactAtRest",
                  "v3_theOwnMessageIsSeenInTheSize"),
              Set.of()),
          new Reason(
              List.of(MPSC_BLOCKING),
              "the same, in tests of operations that the other two do not have.",
              Set.of(
                  "b23_noCapacityMoreForManyHandlesOrAWaitingReceiver",
                  "c4_v2_withdrawnSendsAndReceivesLeaveTheSizesAsTheyWere",
                  "v2_emptyAndFullAreWhatTheSizesSay"),
              Set.of()),
          new Reason(
              List.of(MPSC, MPSC_ATOMIC, MPSC_BLOCKING),
              "in some runs an `offer` that begins after a `poll`, or the last message of a"
                  + " `drain`, is false, although it has freed the only slot: the consumer's index"
                  + " is stored with release, and another thread may not see it at once. The"
                  + " documentation says of `offer` that it is false \"iff full\", and nothing of"
                  + " when a `poll` in another thread is over.",
              Set.of(),
              Set.of(
                  "rt1_aTryReceiveThatHasReturnedHasFreedItsCapacity",
                  "rt1_theLastMessageOfADrainHasFreedItsCapacityBeforeItIsHandedOn")),
          new Reason(
              List.of(MPSC_BLOCKING),
              "the same, of its `take` and its `remainingCapacity`.",
              Set.of(),
              Set.of(
                  "rt1_aReceiveThatHasReturnedHasFreedItsCapacity",
                  "rt6_aReceiveThatHasReturnedIsCountedByEverySize")),
          new Reason(
              List.of(JOX),
              "`error` discards what is buffered, as documented: \"Any elements that are already"
                  + " buffered won't be delivered.\"",
              Set.of(
                  "x3_waitingSendsGetTheirMessagesBackAndTheCause",
                  "x4_whatIsBufferedIsReceivedThenTheFailureForever",
                  "x9_aFailureIsNotReportedWhileThereAreMessages",
                  "x11_ofTwoFailuresAtOnceOneIsTheCauseForAll"),
              Set.of("b18_sendsRacingAFailureAreReceivedOrRefused")),
          new Reason(
              List.of(JOX),
              "`done` completes the sends that wait, so none is left to be interrupted. The"
                  + " documentation says that they complete \"normally, when a receiver arrives\","
                  + " and nothing of interrupts after `done`.",
              Set.of("x6_withdrawingTheLastWaitingSendEndsTheStream"),
              Set.of()),
          new Reason(
              List.of(JOX),
              "in some runs a `select` that sends chooses its default clause although there is"
                  + " capacity, while a receive is in progress. The `trySend` of later versions"
                  + " documents that of itself: \"due to contention with concurrent operations\".",
              Set.of(),
              Set.of(
                  "b18_sendsAndCloseRacingAWaitingReceiverAreInOrder",
                  "c5_neitherFullNorEmptyIsSpurious",
                  "rt2_aSendThatHasReturnedCanBeReceived")),
          new Reason(
              List.of(KOTLIN),
              "`onUndeliveredElement` is also called with a message whose `send` is cancelled, or"
                  + " refused because the channel is cancelled, as documented.",
              Set.of(
                  "b14_b19_aSendRacingCancelIsReceivedOrUndeliveredOrRefused",
                  "b19_withdrawnSendsAreNotHandedOverByCancel",
                  "x10_cancelAfterTheLastSenderClosedStillEmptiesTheChannel",
                  "x10_cancelFailsWaitingSendsWithTheirMessages"),
              Set.of()),
          new Reason(
              List.of(KOTLIN),
              "`cancel` calls `onUndeliveredElement` with the newest message first, and what it"
                  + " throws is wrapped. The documentation promises no order.",
              Set.of(
                  "x10_afterCancelAFailureIsNotReported",
                  "x10_anExceptionFromOnUndeliveredKeepsNoMessageBack",
                  "x10_cancelHandsOverWhatIsBufferedInOrder"),
              Set.of()),
          new Reason(
              List.of(KOTLIN),
              "an operation that is cancelled while it succeeds is a cancelled one, although its"
                  + " message has been sent or taken, as documented: the \"prompt cancellation"
                  + " guarantee\".",
              Set.of("b5_withdrawingAReceiveLosesNoMessage"),
              Set.of("p2_withdrawingAWokenSenderPassesTheWakeOn")),
          new Reason(
              List.of(KOTLIN),
              "`close(cause)` refuses no send that waits: what was sent before it, waiting or not,"
                  + " is received before the failure, as documented.",
              Set.of(
                  "x3_waitingSendsGetTheirMessagesBackAndTheCause",
                  "x11_ofTwoFailuresAtOnceOneIsTheCauseForAll"),
              Set.of()),
          new Reason(
              List.of(KOTLIN),
              "`close(null)` is an end without a failure, as documented.",
              Set.of("s5_noCauseIsRejectedBeforeAnyEffect"),
              Set.of()));

  /** Returns whether it is about a test of a peer. */
  boolean isAbout(Subject peer, String test) {
    return peers.contains(peer) && (always.contains(test) || sometimes.contains(test));
  }
}
