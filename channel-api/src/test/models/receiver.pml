/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A receiver that waits, against senders and the end of the stream.
 *
 *   SENDERS, CAPACITY, MESSAGES   2 or 3 senders that send so many messages each, capacity 1 or 2
 *   CANCEL                        a thread may close or cancel the channel
 *   FUTURE                        the receiver waits by means of a future; without it, its thread parks
 *
 * Each step (an option that begins with `pc`) makes one access to a field that threads share, with what its thread then
 * does by itself; the comment names the method. Memory is sequentially consistent here: the models of herd7 show the
 * orderings. A loop that repeats a read and a compare-and-set is one step, or has failed once: a failed round has no
 * effect. So it is assumed that no thread loses its compare-and-set for ever.
 *
 * A thread's wait may have a deadline, which may expire at any time, and one future may be cancelled. The receiver then
 * receives again, or no more. Spins before parking are left out: they only poll. A sender that finds no capacity waits
 * until there is some: see send-queue.pml.
 */

#ifndef SENDERS
#define SENDERS 2
#endif
#ifndef CAPACITY
#define CAPACITY 1
#endif
#ifndef MESSAGES
#define MESSAGES 1
#endif

/* The flags of the tail: TailWord. */
#define PARKED 1
#define CLOSED 2
#define CANCELLED 4

/* A signal, and a holder of the lease: the receiver's thread, the futures from 1 on, or one of these. */
#define NONE 0
#define THREAD 1
#define DISCARDING 15
#define FUTURES (SENDERS * MESSAGES + 2)
#define BIT(x) (1 << (x))

/* Steps: of a thread that signals, takes for a future, delivers or discards; of a sender or closer; of the receiver. */
mtype = { signal, signal2, signal3, signal4, claimed, take, take2, take3, take4, take5, leavePolling, signalled };
mtype = { discard, discard2, discard3, discard4, discard5, discard6, discard7, discard8, deliver, delivered };
mtype = { send, send2, publish, close, close2, signalEnd, cancel, cancel2, cancel3, cancel4, stopped };
mtype = { peek, peek2, peek3, none, none2, remove, remove2, start, start2, start3, start4, start5 };
mtype = { idle, idle2, idle3, choose, await, withdraw, withdraw2, withdraw3, register, register2, register3 };
mtype = { register4, register5, park, park2, leave, leave2, leave3, end };

byte position; /* RingFields.tail: the next position */
byte flags; /* RingFields.tail: the rest */
byte head; /* RingFields.head */
byte ownHead; /* RingFields.ownHead */
bool slot[CAPACITY]; /* MpscRing.slots */
byte receiver = NONE; /* MpscRing.receiver */
byte registeredAt; /* MpscRing.registeredAt */
byte holder = NONE; /* LeaseFields.holder */
bool cancelled; /* LeaseFields.cancelled */
byte refs = SENDERS; /* StreamRefs.counts */

#ifdef FUTURE
mtype = { POLLING, NOTIFIED, WAITING, DONE, WITHDRAWN };
mtype state[FUTURES + 1] = POLLING; /* ReceiveOperation.state */
byte completed; /* the futures that are complete, as bits */
byte ends; /* those whose result is null, as bits */
#else
bool hasThread; /* ThreadSignal.thread */
bool token; /* the receiver's thread has been unparked */
#endif

/* For the properties. */
byte received, discarded, sent;
bool ended; /* the receiver has returned the end of the stream */
bool stops; /* the receiver has given up a wait, and receives no more */

/* The step of a receiver that has found a message: a thread that waits leaves it in the ring. */
#ifdef FUTURE
#define FOUND remove
#else
#define FOUND (waits -> leave : remove)
#endif

#define slotAt(p) slot[(p) % CAPACITY]

#define endedIsRight (holder == DISCARDING || position == head && received + discarded == sent) /* X9, S1 */

proctype Sender() {
  byte at, seen, i, due, own;
  bool isOver, cancels;
  mtype pc = send;
  do
#include "wake.inc"
  :: d_step { pc == send && (i == MESSAGES || (flags & CLOSED)) -> at = 0; seen = 0; pc = close }
  :: d_step { pc == send && i < MESSAGES && (flags & CLOSED) == 0 && position - head < CAPACITY ->
       seen = flags; /* MpscRing.claimAtTail: the tail, and the head in MpscRing.fits */
       at = position;
       pc = send2
     }
  :: d_step { pc == send2 -> /* RingFields.casTail */
       if
       :: flags == seen && position == at ->
          flags = flags & ~PARKED;
          position++;
          sent++;
          i++;
          assert(position - head <= CAPACITY); /* C1 */
          pc = publish
       :: else -> at = 0; seen = 0; pc = send
       fi
     }
  :: d_step { pc == publish -> /* MpscRing.publish */
       slotAt(at) = true;
       if
       :: seen & PARKED -> pc = signal
       :: else -> at = 0; pc = send
       fi;
       seen = 0
     }
  :: d_step { pc == close -> refs--; isOver = true; pc = (refs == 0 -> close2 : stopped) } /* StreamRefs.release */
  :: d_step { pc == close2 -> /* MpscRing.close, in ChannelCore.end */
       pc = (flags & PARKED -> signalEnd : stopped);
#ifdef NO_SIGNAL_OF_END
       pc = stopped;
#endif
       flags = (flags & ~PARKED) | CLOSED
     }
  :: d_step { pc == signalEnd -> at = position; pc = signal } /* MpscRing.signalEnd */
  :: d_step { pc == delivered -> at = 0; pc = (isOver -> stopped : send) }
  od
}

#ifdef CANCEL
proctype Closer() { /* closes or cancels the channel at any time, or never */
  byte at, due, own, holds;
  bool cancels;
  mtype pc = close;
  do
#include "wake.inc"
  :: d_step { pc == close -> pc = stopped }
  :: atomic { pc == close -> /* MpscRing.close, in ChannelCore.end */
       if
       :: (flags & CLOSED) == 0
       :: cancels = true
       fi;
       pc = (flags & PARKED -> signalEnd : signalled);
       flags = (flags | CLOSED | (cancels -> CANCELLED : 0)) & ~PARKED
     }
  :: d_step { pc == signalEnd -> at = position; pc = signal } /* MpscRing.signalEnd */
  :: d_step { pc == signalled && cancels -> at = 0; cancelled = true; pc = cancel } /* ReceiverLease.cancel */
#ifdef FUTURE
  :: d_step { pc == cancel -> /* ReceiverLease.holder */
       holds = (holder == DISCARDING -> NONE : holder);
       pc = (holds == NONE -> discard : cancel2)
     }
  :: d_step { pc == cancel2 -> /* ReceiveOperation.cancelled */
       if
       :: state[holds] == POLLING -> state[holds] = NOTIFIED; holds = NONE; pc = discard
       :: state[holds] == NOTIFIED -> holds = NONE; pc = discard
       :: state[holds] == WAITING -> state[holds] = DONE; ends = ends | BIT(holds); due = holds; pc = cancel3
       :: else -> pc = cancel3
       fi
     }
  :: d_step { pc == cancel3 -> receiver = NONE; pc = cancel4 } /* MpscRing.forgetSignal */
  :: d_step { pc == cancel4 -> /* ReceiverLease.releaseOf */
       holder = (holder == holds -> NONE : holder);
       holds = NONE;
       pc = discard
     }
#else
  :: d_step { pc == cancel -> pc = discard } /* ReceiverSignal.cancelled */
#endif
  od
}
#endif

active proctype Receiver() {
  byte at, due, own, i;
  bool cancels;
#ifdef FUTURE
  bool withdraws, hasWithdrawn;
#else
  bool waits, hasDeadline, hasExpired;
#endif
  mtype pc = peek;
  atomic {
    do
    :: i < SENDERS -> run Sender(); i++
    :: else -> i = 0; break
    od;
#ifdef CANCEL
    run Closer()
#endif
  };
  do
#include "wake.inc"
  /* ReceiverHandle.tryReceive, AsyncReceiverHandle.receive; of a thread that waits, ParkingReceiver.park */
  :: d_step { pc == peek -> pc = (slotAt(ownHead) -> FOUND : peek2) } /* MpscRing.peek: MpscRing.peekWritten, */
  :: d_step { pc == peek2 -> pc = (position == ownHead -> none : peek3) } /* the tail */
  :: d_step { pc == peek3 && slotAt(ownHead) -> pc = FOUND } /* MpscRing.awaitWrite */
  :: d_step { pc == peek3 && head != ownHead -> ownHead = head; pc = peek }
#ifndef FUTURE
  :: d_step { pc == peek3 -> pc = none } /* so many steps: the sender is stalled */
#endif
  :: d_step { pc == remove -> slotAt(ownHead) = false; pc = remove2 } /* MpscRing.tryRemove: the slot, */
  :: d_step { pc == remove2 -> /* RingFields.advanceHead */
       pc = peek;
       if
       :: head == ownHead -> head++; received++
       :: else
       fi;
       ownHead = head
     }

#ifdef FUTURE
  /* ReceiveOne.start of the future `i` */
  :: d_step { pc == none -> /* ReceiverLease.acquire */
       i++;
       if
       :: holder == DISCARDING -> state[i] = DONE; ends = ends | BIT(i); due = i; pc = deliver
       :: else -> assert(holder == NONE); holder = i; pc = register
       fi
     }
  :: d_step { pc == register -> registeredAt = ownHead; pc = register2 } /* MpscRing.register */
  :: d_step { pc == register2 -> receiver = i; pc = register3 } /* MpscRing.setSignal */
  :: d_step { pc == register3 -> /* the tail: CAS */
       if
       :: position != ownHead || (flags & CLOSED) -> pc = register4
       :: else -> flags = flags | PARKED; pc = idle
       fi
     }
  :: d_step { pc == register4 -> receiver = NONE; due = i; pc = take }
  :: d_step { pc == idle -> /* ReceiveOperation.idle */
       if
       :: state[i] == POLLING -> state[i] = WAITING; pc = choose
       :: else -> pc = idle2
       fi
     }
  :: d_step { pc == idle2 -> receiver = NONE; pc = idle3 } /* MpscRing.forgetSignal */
  :: d_step { pc == idle3 -> state[i] = POLLING; due = i; pc = take }
  :: d_step { pc == choose -> pc = await }
  :: d_step { pc == choose && !hasWithdrawn -> withdraws = true; hasWithdrawn = true; pc = await }
  :: d_step { (pc == await || pc == delivered) && !withdraws && (completed & BIT(i)) ->
       if
       :: ends & BIT(i) -> pc = end
       :: else -> pc = peek
       fi
     }
  :: d_step { pc == await && withdraws -> /* ReceiveOperation.withdrawInReserve */
       if
       :: state[i] == WAITING -> state[i] = POLLING; pc = withdraw
       :: else -> withdraws = false
       fi
     }
  :: d_step { pc == withdraw -> receiver = NONE; pc = withdraw2 } /* MpscRing.forgetSignal */
  :: d_step { pc == withdraw2 -> state[i] = WITHDRAWN; pc = withdraw3 }
#ifdef NO_DISCARD
  :: d_step { pc == withdraw3 -> holder = (holder == i -> NONE : holder); pc = deliver }
#else
  :: d_step { pc == withdraw3 -> holder = (holder == i -> NONE : holder); pc = discard } /* ReceiverLease.releaseOf */
#endif
  :: d_step { pc == delivered && withdraws -> withdraws = false; pc = peek }
  :: d_step { pc == delivered && withdraws -> withdraws = false; stops = true; pc = stopped }
#else
  :: d_step { pc == none -> pc = (flags & CLOSED -> none2 : start) } /* isOver, MpscRing.isTerminated: the tail, */
  :: d_step { pc == none2 -> /* and the head */
       if
       :: position != head -> pc = start
       :: position == head && waits -> hasExpired = true; pc = leave
       :: else -> pc = end
       fi
     }
  :: d_step { pc == start && waits -> pc = (hasExpired -> leave : register) }
  :: d_step { pc == start && !waits && holder == DISCARDING -> pc = end } /* ReceiverLease.acquire */
  :: d_step { pc == start && !waits && holder == NONE -> holder = THREAD; waits = true; pc = start2 }
  :: d_step { pc == start2 -> hasThread = true; pc = peek } /* ParkingReceiver.park */
  :: d_step { pc == register -> registeredAt = ownHead; pc = register2 } /* MpscRing.register */
  :: d_step { pc == register2 -> receiver = THREAD; pc = register3 } /* MpscRing.setSignal */
  :: d_step { pc == register3 -> /* the tail: CAS */
       if
#ifdef NO_CLAIM_CHECK
       :: flags & CLOSED -> pc = register4
#else
       :: position != ownHead || (flags & CLOSED) -> pc = register4
#endif
       :: else -> flags = flags | PARKED; pc = park
       fi
     }
  :: d_step { pc == register4 -> receiver = NONE; pc = register5 }
  :: d_step { pc == register5 -> token = false; pc = peek } /* parkNanos: the sender is stalled */
  :: atomic { pc == park -> /* Parker.park: ChannelCore.isReceiverNotified */
       pc = (flags & PARKED -> park2 : peek);
       if
       :: pc == park2 -> hasDeadline = true
       :: true
       fi
     }
  :: d_step { pc == park2 && token -> token = false; hasDeadline = false; pc = peek }
  :: d_step { pc == park2 && hasDeadline -> hasDeadline = false; hasExpired = true; pc = peek }
  :: d_step { pc == leave -> receiver = NONE; pc = leave2 } /* MpscRing.forgetSignal */
  :: d_step { pc == leave2 -> hasThread = false; pc = leave3 }
#ifdef NO_DISCARD
  :: d_step { pc == leave3 -> holder = NONE; waits = false; pc = deliver }
#else
  :: d_step { pc == leave3 -> holder = NONE; waits = false; pc = discard } /* ReceiverLease.release */
#endif
  :: d_step { pc == delivered -> hasExpired = false; pc = peek }
  :: d_step { pc == delivered && hasExpired -> hasExpired = false; stops = true; pc = stopped }
#endif
  :: d_step { pc == end -> assert(endedIsRight); ended = true; pc = stopped }
  od
}

ltl theReceiverWakes { [] <> ((ended || stops) && (!cancelled || position == head)) }
