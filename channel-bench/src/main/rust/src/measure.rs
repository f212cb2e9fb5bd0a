// SPDX-License-Identifier: Apache-2.0
//! The clock: warm-up, then iterations of so many repetitions as fit into their time.

use crate::histogram::Histogram;
use std::thread;
use std::time::{Duration, Instant};

/// How long to measure.
pub struct Plan {
    pub warmup: Duration,
    pub iterations: usize,
    /// Of each iteration. The last repetition of each is not cut short.
    pub time: Duration,
}

impl Plan {
    /// Returns for each iteration the nanoseconds of one repetition, on the average, without its
    /// pauses; and how long single operations have taken, if any were timed.
    pub fn measure(&self, mut repetition: impl FnMut(&mut Clock)) -> Vec<(f64, Histogram)> {
        repeat(self.warmup, &mut repetition);
        (0..self.iterations)
            .map(|_| repeat(self.time, &mut repetition))
            .collect()
    }
}

fn repeat(time: Duration, repetition: &mut impl FnMut(&mut Clock)) -> (f64, Histogram) {
    let mut clock = Clock {
        paused: Duration::ZERO,
        latencies: Histogram::new(),
    };
    let start = Instant::now();
    let mut repetitions = 0.0;
    loop {
        repetition(&mut clock);
        repetitions += 1.0;
        let elapsed = start.elapsed();
        if elapsed >= time {
            let nanos = (elapsed - clock.paused).as_nanos() as f64;
            return (nanos / repetitions, clock.latencies);
        }
    }
}

/// What a repetition says of its time itself.
pub struct Clock {
    /// In this iteration.
    paused: Duration,
    /// Of single operations, if they are timed. May be taken, and then has to be put back.
    pub latencies: Histogram,
}

impl Clock {
    /// Sleeps; that is not measured.
    pub fn pause(&mut self, time: Duration) {
        let start = Instant::now();
        thread::sleep(time);
        self.paused += start.elapsed();
    }
}
