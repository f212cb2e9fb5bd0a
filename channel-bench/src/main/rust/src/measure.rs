// SPDX-License-Identifier: Apache-2.0
//! The clock: warm-up, then iterations of so many repetitions as fit into their time.

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
    pub fn measure(&self, mut repetition: impl FnMut(&mut Clock)) -> (Vec<f64>, Vec<u64>) {
        repeat(self.warmup, &mut Clock::default(), &mut repetition);
        let mut clock = Clock::default();
        let scores = (0..self.iterations)
            .map(|_| repeat(self.time, &mut clock, &mut repetition))
            .collect();
        (scores, clock.latencies)
    }
}

fn repeat(time: Duration, clock: &mut Clock, repetition: &mut impl FnMut(&mut Clock)) -> f64 {
    clock.paused = Duration::ZERO;
    let start = Instant::now();
    let mut repetitions = 0.0;
    loop {
        repetition(clock);
        repetitions += 1.0;
        let elapsed = start.elapsed();
        if elapsed >= time {
            return (elapsed - clock.paused).as_nanos() as f64 / repetitions;
        }
    }
}

/// What a repetition says of its time itself.
#[derive(Default)]
pub struct Clock {
    /// In this iteration.
    paused: Duration,
    latencies: Vec<u64>,
}

impl Clock {
    /// Sleeps; that is not measured.
    pub fn pause(&mut self, time: Duration) {
        let start = Instant::now();
        thread::sleep(time);
        self.paused += start.elapsed();
    }

    /// Adds what single operations have taken, in nanoseconds.
    pub fn timed(&mut self, mut latencies: Vec<u64>) {
        self.latencies.append(&mut latencies);
    }
}

/// Describes single operations as JSON; the percentiles are those that HdrHistogram defines.
pub fn describe(mut latencies: Vec<u64>) -> String {
    latencies.sort_unstable();
    let at = |share: f64| {
        let rank = (share * latencies.len() as f64).ceil() as usize;
        latencies[rank.max(1) - 1]
    };
    format!(
        r#"{{"count":{},"p50":{},"p90":{},"p99":{},"p999":{},"max":{}}}"#,
        latencies.len(),
        at(0.5),
        at(0.9),
        at(0.99),
        at(0.999),
        at(1.0)
    )
}
