// SPDX-License-Identifier: Apache-2.0
//! Messages at a fixed rate: the bench's class `Pacing`, rule by rule.

use crate::histogram::Histogram;
use std::hint::spin_loop;
use std::time::{Duration, Instant};

/// How long nothing is sent after the receiver has been started, so that it has begun to wait.
pub const LEAD: Duration = Duration::from_millis(10);

/// What the channel holds.
pub const CAPACITY: usize = 1000;

/// Message n is due n intervals after message 0. A message is the time at which it is due, in
/// nanoseconds since `base`, which says its number as well: no two are the same.
#[derive(Clone, Copy)]
pub struct Pacing {
    rate: u64,
    messages: u64,
    base: Instant,
}

impl Pacing {
    pub fn new(rate: usize, messages: usize) -> Self {
        Self {
            rate: rate as u64,
            messages: messages as u64,
            base: Instant::now(),
        }
    }

    fn now(&self) -> u64 {
        self.base.elapsed().as_nanos() as u64
    }

    fn after(&self, number: u64) -> u64 {
        number * 1_000_000_000 / self.rate
    }

    /// Sends all, each as soon as it is due, or at once if it is late. Spins until then: a sleep
    /// would end too late by more than what is measured.
    pub fn send(&self, mut send: impl FnMut(u64)) {
        let start = self.now();
        for number in 0..self.messages {
            let due = start + self.after(number);
            while self.now() < due {
                spin_loop();
            }
            send(due);
        }
    }

    /// Prepares to receive all.
    pub fn arrivals(self, latencies: Histogram) -> Arrivals {
        Arrivals {
            pacing: self,
            start: 0,
            number: 0,
            latencies,
        }
    }
}

/// What the receiver does.
pub struct Arrivals {
    pacing: Pacing,
    start: u64,
    number: u64,
    latencies: Histogram,
}

impl Arrivals {
    /// Receives a message. Panics if it is not the next one.
    pub fn receive(&mut self, due: u64) {
        self.latencies.record(self.pacing.now().saturating_sub(due));
        if self.number == 0 {
            self.start = due;
        }
        assert_eq!(due, self.start + self.pacing.after(self.number));
        self.number += 1;
    }

    /// Ends. Panics unless all have been received.
    pub fn finish(self) -> Histogram {
        assert_eq!(self.number, self.pacing.messages);
        self.latencies
    }
}
