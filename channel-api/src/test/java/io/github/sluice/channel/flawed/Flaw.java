// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.flawed;

import java.util.List;

/** What can be wrong with a {@link LockedChannel}, and which tests of the contract must notice. */
enum Flaw {
  /** It is as it should be. */
  NONE,

  /** A receive that is withdrawn while a message comes takes that message along. */
  LOSES_MESSAGE_OF_WITHDRAWN_RECEIVE("b5_withdrawingAReceiveLosesNoMessage"),

  /** A drain leaves the last message that it has taken. */
  DRAINS_TWICE("o3_drainTakesInOrderUpToItsLimit", Flaw.MODEL),

  /** A send that has been withdrawn stays in the queue. */
  ADMITS_WITHDRAWN_SEND(
      "s4_whatWasNotSentIsNeverReceived", "o7_aWithdrawnSendLosesItsPositionInTheQueue"),

  /** Null is refused, but capacity for it is lost. */
  REJECTS_NULL_TOO_LATE("s5_nullIsRejectedBeforeAnyEffect", Flaw.MODEL),

  /** The last waiter is granted first. */
  GRANTS_LAST_COMER("o5_waitingSendsAreAdmittedInTheOrderOfTheirComing", Flaw.MODEL),

  /** The capacity is the next power of two. */
  ROUNDS_CAPACITY("c2_capacityMessagesFitAndOneMoreIsFull", Flaw.MODEL),

  /** A withdrawn send takes capacity for good. */
  LOSES_CAPACITY("c4_withdrawnSendsAndReceivesLoseNoCapacity", Flaw.MODEL),

  /** A send returns FULL while another thread uses the channel. */
  SAYS_FULL_WHEN_BUSY("c5_neitherFullNorEmptyIsSpurious"),

  /** The capacity of a received message is free for other threads a moment later. */
  FREES_CAPACITY_LATE(
      "rt1_aTryReceiveThatHasReturnedHasFreedItsCapacity",
      "rt1_aReceiveThatHasReturnedHasFreedItsCapacity",
      "rt1_theLastMessageOfADrainHasFreedItsCapacityBeforeItIsHandedOn",
      "rt6_aReceiveThatHasReturnedIsCountedByEverySize"),

  /** A message that was sent can be received by other threads a moment later. */
  SHOWS_MESSAGES_LATE("rt2_aSendThatHasReturnedCanBeReceived"),

  /** The capacity of a closed permit is free for other threads a moment later. */
  GIVES_BACK_LATE("rt3_aPermitThatWasClosedHasFreedItsCapacity"),

  /** Other threads can send for a moment after the receiver's close. */
  CLOSES_LATE("rt5_afterTheReceiversCloseHasReturnedNoSendIsAccepted"),

  /** One sender is woken, whatever the free capacity. */
  WAKES_NO_SECOND_SENDER("r5_p2_closingABatchAdmitsAsManyAsItFrees"),

  /** A message does not wake the receiver. */
  WAKES_NO_RECEIVER("p1_aMessageWakesTheReceiver"),

  /** The end does not wake the receiver. */
  ENDS_SILENTLY("p1_closingWakesTheReceiver", "x6_theLastSenderWakesTheReceiver"),

  /** That it is closed is read after that it is empty. */
  READS_CLOSED_AFTER_EMPTY("b3_x9_closedIsReadBeforeTheLastLookForAMessage"),

  /** The receiver's close empties the buffer. */
  DROPS_BUFFER_ON_CLOSE("x4_whatIsBufferedIsReceivedThenTheEndForever", Flaw.MODEL),

  /** Closed while it waits, a send does not get its message back. */
  RETURNS_NO_MESSAGE("x3_b17_waitingSendsGetTheirMessagesBackWhenTheReceiverCloses", Flaw.MODEL),

  /** What is buffered when the receiver cancels is forgotten. */
  CANCELS_SILENTLY("x10_cancelHandsOverWhatIsBufferedInOrder", Flaw.MODEL),

  /** A handle that is closed again is counted again. */
  COUNTS_CLOSE_TWICE("x7_theStreamEndsWithTheLastHandleOnly"),

  /** A weak reference gives a handle after the end. */
  UPGRADES_AFTER_THE_END("x8_aWeakReferenceDoesNotKeepTheStreamOpen", Flaw.MODEL),

  /** A failure is reported before the messages that were sent before it. */
  FAILS_TOO_EARLY("x4_whatIsBufferedIsReceivedThenTheFailureForever", Flaw.MODEL),

  /** Permits take no capacity. */
  PERMITS_TAKE_NO_CAPACITY("r1_c1_aPermitTakesCapacityUntilItsMessageIsReceived", Flaw.MODEL),

  /** A permit can be used again. */
  PERMITS_ARE_NOT_USED_UP("r2_aPermitIsUsedOnce", Flaw.MODEL),

  /** A closed channel's last permit is given back without a word. */
  GIVES_BACK_SILENTLY("x5_b1_b2_theLastPermitEndsTheStreamOfAClosedReceiver"),

  /** A waiting send is counted as a message. */
  COUNTS_WAITING_SENDS("c6_waitingSendsAreNotInTheChannel", Flaw.MODEL),

  /** What was received last is held. */
  HOLDS_RECEIVED("m1_b29_aReceivedMessageIsNotHeldByTheIdleChannel"),

  /** What was withdrawn is held. */
  HOLDS_WITHDRAWN("m2_withdrawnAndFailedSendsAreNotHeld"),

  /** Permits that have been used are counted as outstanding. */
  COUNTS_USED_PERMITS("v5_outstandingPermitsAreCounted", Flaw.MODEL),

  /** A send that waits is not counted. */
  COUNTS_NO_WAITING_SENDS("v5_waitingSendersAreCounted", Flaw.MODEL),

  /** Its exceptions do not say which channel they are about. */
  HIDES_ITS_NAME("v6_exceptionsNameTheChannel"),

  /** A look at the next message takes it. */
  TAKES_WHAT_IT_LOOKS_AT("l1_whatIsLookedAtIsReceivedNext", Flaw.MODEL),

  /** The future of the receiver's end completes when the channel is closed. */
  ENDS_WITH_THE_CLOSE("e1_theFutureOfTheEndCompletesWhenEverythingHasBeenReceived"),

  /** Senders do not learn why the receiver has closed the channel. */
  FORGETS_THE_CAUSE("x14_theReceiversCauseIsThatOfTheExceptionsThatSendersGet"),

  /** A caller can complete the future of the close itself. */
  CAN_BE_FORGED("a11_closedCannotBeCompletedFromOutside");

  /** The comparison with the model. */
  static final String MODEL = "theChannelDoesWhatTheModelDoes";

  private final List<String> caughtBy;

  Flaw(String... caughtBy) {
    this.caughtBy = List.of(caughtBy);
  }

  /** Returns the names of the tests that must fail. */
  List<String> caughtBy() {
    return caughtBy;
  }
}
