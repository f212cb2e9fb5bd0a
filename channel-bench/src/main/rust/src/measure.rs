// SPDX-License-Identifier: Apache-2.0
//! The clock: warm-up, then iterations of so many repetitions as fit into their time.

use std::time::{Duration, Instant};

/// How long to measure.
pub struct Plan {
    pub warmup: Duration,
    pub iterations: usize,
    /// Of each iteration. The last repetition of each is not cut short.
    pub time: Duration,
}

impl Plan {
    /// Returns for each iteration the nanoseconds of one repetition, on the average.
    pub fn measure(&self, mut repetition: impl FnMut()) -> Vec<f64> {
        repeat(self.warmup, &mut repetition);
        (0..self.iterations)
            .map(|_| repeat(self.time, &mut repetition))
            .collect()
    }
}

fn repeat(time: Duration, repetition: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    let mut repetitions = 0.0;
    loop {
        repetition();
        repetitions += 1.0;
        let elapsed = start.elapsed();
        if elapsed >= time {
            return elapsed.as_nanos() as f64 / repetitions;
        }
    }
}
