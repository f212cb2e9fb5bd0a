/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Senders that wait in the wait queue, the combiner that grants them, and a receiver that frees capacity.
 *
 *   SENDERS, CAPACITY   2 or 3 senders, capacity 1 or 2
 *   BARGING             senders of the blocking channel: they try again, barge past the queue, and become FIFO waiters
 *                       after BYPASSES messages. Without it: pending sends of the async channel, behind the gate
 *   BARGER              the third sender never queues
 *   DEAD                a sender may never run again once it is queued, whether it is notified or not
 *   WITHDRAWALS         each sender may give up one wait; with ENDLESS, each wait
 *   CLOSE               the channel may be closed while senders wait
 *   COARSE              an attempt to claim is one step: it takes effect at its compare-and-set or, if it is refused, at
 *                       its read of the tail, and has no other effect
 *
 * Each step (an option that begins with `pc`) makes one access to a field that threads share, with what its thread then
 * does by itself; the comment names the method. Memory is sequentially consistent here: the models of herd7 show the
 * orderings. Every sender sends again and again, or stops at any time: no later event has to mend what was missed.
 *
 * Positions count from the head, because only differences matter: so the states are finite, and nothing wraps around.
 * A number that the head has passed stays 0. `wip` is 0, 1 for a combiner that knows of all events, or 2 for one that
 * has missed some. A loop that repeats a read and a compare-and-set is one step, or has failed once: a failed round has
 * no effect. So it is assumed that no thread loses its compare-and-set for ever, and that a combiner runs on.
 * Left out: permits, and `limit`, `recentTail` and `ownHead`, which permit nothing that head and tail do not.
 */

#ifndef SENDERS
#define SENDERS 2
#endif
#ifndef CAPACITY
#define CAPACITY 1
#endif

#define ROUNDS 2 /* SendQueue.ROUNDS: 64 */
#define BYPASSES 1 /* SendQueue.BYPASSES: 1024 */

#define NONE 15 /* no waiter, no position */
#define COMBINER SENDERS /* as an index: the combiner's copy of the tail */
#define BIT(x) (1 << (x))

/* The flags of the tail: TailWord. */
#define PARKED 1
#define SHUT 2
#define OPENING 4
#define GATE (SHUT | OPENING)
#define CLOSED 8

mtype = { IDLE, PENDING, CLAIMED, GRANTED, REFUSED, WITHDRAWN, LEFT }; /* SendWaiter.State */

/* Steps: of a combiner, a sender, the receiver. */
mtype = { join, takeWithdrawn, takeArrived, grantHead, choose, becomeFifo, becomeFifo2, fits, setThreshold, recheck };
mtype = { recheck2, claimWaiter, beginOpening, beginOpening2, beginOpening3, beginOpening4, claim, claim2, claim3 };
mtype = { publish, unclaim, remove, leaveGate, leaveGate2, leaveGate3, leaveGate4, leaveGate5, acknowledge, stop };
mtype = { settle, drained };
mtype = { send, send2, send3, sendPublish, sendSignal, tryAgain, shutGate, shutGate2, add, forget, rest };
mtype = { advance, isGrantDue, park };

#ifdef BARGER
#define QUEUES(me) (me < 2)
#else
#define QUEUES(me) true
#endif

#ifdef BARGING
#define WAIT tryAgain
#else
#define WAIT shutGate
#endif

byte used; /* RingFields.tail: the next position */
byte flags; /* RingFields.tail: the rest */
byte slot[CAPACITY]; /* MpscRing.slots: the sender's number + 1 */
byte fifoWaiters; /* RingFields.fifoWaiters */
byte notifyAt = NONE; /* RingFields.notifyAt */
bool token; /* the receiver's thread has been unparked: receiver.pml has the details */

byte wip; /* SendQueue.wip */
chan arrived = [SENDERS] of { byte }; /* SendQueue.arrived, reversed */
byte withdrawn; /* SendQueue.withdrawn, as bits */
mtype state[SENDERS] = IDLE; /* SendWaiter.state */
byte barging; /* SendWaiter.barging, as bits */
byte since[SENDERS] = NONE; /* the messages since SendWaiter.firstAt, up to BYPASSES */
byte notifies; /* whether SendWaiter.claimed is PARKED, as bits */
byte refused; /* whether SendWaiter.outcome is REFUSED, as bits */

/* The combiner's. */
chan fifo = [SENDERS] of { byte };
chan bargers = [SENDERS] of { byte };
byte queued, left, copy, round;
byte w = NONE;
bool opens;

/* What a thread has read of the tail: its position, or the one that it has claimed, and whether it has changed since. */
byte at[SENDERS + 1];
byte copies, moved; /* as bits */

/* For the properties: the waiters that can still be granted, as they arrived; and the senders that send no more. */
chan order = [SENDERS] of { byte };
byte resting;

hidden byte scratch;

inline readTail(t, read) { /* tailVolatile() */
  read = flags;
  at[t] = used;
  copies = copies | BIT(t);
  moved = moved & ~BIT(t)
}

inline forgetTail(t, read) {
  read = 0;
  at[t] = 0;
  copies = copies & ~BIT(t);
  moved = moved & ~BIT(t)
}

#ifdef NO_COMPARE
#define unchanged(t, read) true
#else
#define unchanged(t, read) (flags == read && (moved & BIT(t)) == 0)
#endif

inline claimPosition(t, read) { /* the compare-and-set of the tail */
  forgetTail(t, read);
  moved = copies;
  at[t] = used;
  used++;
  assert(used <= CAPACITY); /* C1 */
#ifdef BARGING
  scratch = 0;
  do
  :: scratch < SENDERS -> since[scratch] = (since[scratch] < BYPASSES -> since[scratch] + 1 : since[scratch]); scratch++
  :: else -> break
  od;
  scratch = 0;
#endif
  flags = flags & ~PARKED
}

inline advanceHead() {
  used--;
  notifyAt = (notifyAt != NONE && notifyAt > 0 -> notifyAt - 1 : notifyAt);
  scratch = 0;
  do
  :: scratch <= SENDERS -> at[scratch] = (at[scratch] > 0 -> at[scratch] - 1 : 0); scratch++
  :: else -> break
  od;
  scratch = 1;
  do
  :: scratch < CAPACITY -> slot[scratch - 1] = slot[scratch]; scratch++
  :: else -> break
  od;
  slot[CAPACITY - 1] = 0;
  scratch = 0
}

inline moveGate(from, to) { /* MpscRing.moveGate */
  flags = ((flags & GATE) == from -> (flags & ~GATE) | to : flags)
}

inline first(bits, x) {
  x = 0;
  do
  :: (bits) & BIT(x) -> break
  :: else -> x++
  od
}

inline leaveQueue() { /* SendQueue.remove, and the first access of MpscRing.leaveGate */
  queued = queued & ~BIT(w);
  opens = false;
  if
  :: barging & BIT(w) -> bargers??eval(w); pc = grantHead
  :: else -> fifo??eval(w); fifoWaiters--; pc = leaveGate
  fi;
  w = NONE
}

inline claimForWaiter() {
  if
  :: flags & CLOSED ->
     refused = refused | BIT(w);
     over = over | BIT(w);
     order??eval(w);
     forgetTail(COMBINER, copy);
     pc = remove
  :: (flags & CLOSED) == 0 && !unchanged(COMBINER, copy) && used == CAPACITY -> pc = unclaim
  :: else ->
     notifies = (flags & PARKED -> notifies | BIT(w) : notifies);
     claimPosition(COMBINER, copy);
     flags = (opens && (flags & GATE) == OPENING -> flags & ~GATE : flags);
     assert(order??[eval(w)]); /* it is granted once, and has not withdrawn */
#ifndef BARGING
     order?<scratch>;
     assert(scratch == w); /* O5 */
     scratch = 0;
#endif
     order??eval(w);
     over = over | BIT(w);
     pc = publish
  fi
}

inline continueWith() { /* after the role has been left, and after each waiter that is settled */
  if
  :: over != 0 -> pc = settle
  :: over == 0 && again -> again = false; pc = join
  :: else -> pc = drained
  fi
}

/* A sender reads the tail and the head, and claims a position by compare-and-set: MpscRing.claimAtTail. */

inline claimTail() {
  readTail(me, seen);
  isFull = ((seen & (GATE | CLOSED)) != 0)
}

inline claimHead() { /* MpscRing.fits */
  isFull = (isFull || at[me] + 1 > CAPACITY)
}

inline claimByCas() {
  if
  :: isFull && (seen & CLOSED) -> forgetTail(me, seen); resting++; pc = rest
  :: isFull && !(seen & CLOSED) -> forgetTail(me, seen); pc = WAIT
  :: !isFull && unchanged(me, seen) ->
#ifndef BARGING
     assert(len(order) == 0); /* O6 */
#endif
     parked = (flags & PARKED);
     claimPosition(me, seen);
     pc = sendPublish
  :: else -> forgetTail(me, seen); pc = send
  fi;
  isFull = false
}

proctype Sender(byte me) {
  byte seen, over, u;
  bool isFull, parked, again, givesUp, hasGivenUp, dies;
  mtype pc = send;
  do
#include "combiner.inc"
  :: d_step { pc == send -> resting++; pc = rest } /* sends no more */
#ifdef COARSE
  :: d_step { pc == send -> claimTail(); claimHead(); claimByCas() }
#else
  :: d_step { pc == send -> claimTail(); pc = send2 }
  :: d_step { pc == send2 -> claimHead(); pc = send3 }
  :: d_step { pc == send3 -> claimByCas() }
#endif
  :: d_step { pc == sendPublish -> /* MpscRing.publish */
       slot[at[me]] = me + 1;
       at[me] = 0;
       pc = (parked -> sendSignal : send)
     }
  :: d_step { pc == sendSignal -> token = true; parked = false; pc = send } /* MpscRing.signalReceiver */
#ifdef BARGING
  /* ParkingSender.tryAgain: an attempt that finds no capacity changes nothing */
  :: d_step { pc == tryAgain && (flags & GATE) == 0 && used < CAPACITY -> pc = send }
  :: atomic { pc == tryAgain && QUEUES(me) ->
       barging = barging | BIT(me);
#ifdef DEAD
       if
       :: true
       :: dies = true
       fi;
#endif
#else
  :: d_step { pc == shutGate -> fifoWaiters++; pc = shutGate2 } /* MpscRing.shutGate: addFifoWaiters(1), */
  :: d_step { pc == shutGate2 -> flags = (flags & ~GATE) | SHUT; pc = add } /* then the gate */
  :: atomic { pc == add ->
#endif
       state[me] = PENDING; /* SendQueue.add */
       arrived!me;
       order!me;
#ifdef WITHDRAWALS
       if
       :: true
#ifdef ENDLESS
       :: givesUp = true
#else
       :: !hasGivenUp -> givesUp = true; hasGivenUp = true
#endif
       fi;
#endif
       pc = join
     }
  :: d_step { pc == drained && (state[me] == GRANTED || state[me] == REFUSED || state[me] == LEFT) ->
       pc = send;
       if
       :: dies -> resting++; pc = rest /* never runs again, although it may have been notified */
#ifdef NOTIFIED_PUBLISHES
       :: !dies && state[me] == GRANTED -> slot[at[me]] = me + 1; at[me] = 0; state[me] = IDLE
#endif
       :: else -> state[me] = IDLE
       fi;
       dies = false;
       givesUp = false;
       since[me] = NONE;
       barging = barging & ~BIT(me)
     }
#ifdef WITHDRAWALS
  :: d_step { pc == drained && givesUp && state[me] == PENDING -> /* SendQueue.withdraw: SendWaiter.leavePending */
       state[me] = WITHDRAWN;
       givesUp = false;
       order??eval(me);
       pc = forget
     }
#ifdef NO_FORGET
  :: d_step { pc == forget -> withdrawn = withdrawn | BIT(me); pc = drained }
#else
  :: d_step { pc == forget -> withdrawn = withdrawn | BIT(me); pc = join } /* SendQueue.forget */
#endif
#endif
  od
}

#ifdef CLOSE
proctype Closer() { /* may close the channel at any time, or never */
  byte over, u;
  bool again;
  mtype pc = send;
  do
#include "combiner.inc"
  :: d_step { pc == send -> pc = rest }
  :: d_step { pc == send -> /* MpscRing.close, MpscRing.signalEnd */
       token = token || (flags & PARKED);
       flags = (flags & ~PARKED) | CLOSED;
       pc = join
     }
  od
}
#endif

active proctype Receiver() {
  byte over, u;
  bool again;
  mtype pc = drained;
  atomic {
    run Sender(0);
    run Sender(1);
#if SENDERS > 2
    run Sender(2);
#endif
#ifdef CLOSE
    run Closer()
#endif
  };
  do
#include "combiner.inc"
  /* A poll that finds nothing changes nothing. */
  :: d_step { pc == drained && slot[0] != 0 -> slot[0] = 0; pc = advance } /* MpscRing.peek, MpscRing.tryRemove */
  :: d_step { pc == advance -> advanceHead(); pc = isGrantDue } /* RingFields.advanceHead */
  :: d_step { pc == isGrantDue -> pc = (notifyAt == 0 -> join : drained) } /* MpscRing.isGrantDue */
  :: d_step { pc == drained && used == 0 && (flags & CLOSED) == 0 -> /* MpscRing.register */
       flags = flags | PARKED;
       pc = park
     }
  :: d_step { pc == park && token -> token = false; pc = drained }
  od
}

/* Sender 0 waits; or no thread sends any more, and the gate is not open, or a threshold is left (C4). */
#define waits (state[0] == PENDING || state[0] == CLAIMED || state[0] == WITHDRAWN)
#define isLeft (resting == SENDERS && ((flags & GATE) != 0 || notifyAt != NONE))

ltl noWaiterIsForgotten { [] <> !(waits || isLeft) }
