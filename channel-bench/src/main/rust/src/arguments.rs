// SPDX-License-Identifier: Apache-2.0
//! The command line.

use crate::measure::Plan;
use std::time::Duration;

const USAGE: &str = "usage: peers <crossbeam|tokio> <protocol|stream|round-trip> [--size N] \
    [--producers N] [--capacity N] [--messages N] [--workers N] \
    --warmup MS --iterations N --time MS";

/// What is done with a channel while it is measured.
#[derive(Clone, Copy)]
pub enum Workload {
    /// 1000 messages are sent and then received, by one thread.
    Protocol,
    /// Some producers, one receiver.
    Stream,
    /// There and back, over two channels of capacity 1.
    RoundTrip,
}

impl Workload {
    const ALL: [Self; 3] = [Self::Protocol, Self::Stream, Self::RoundTrip];

    pub fn name(self) -> &'static str {
        match self {
            Self::Protocol => "protocol",
            Self::Stream => "stream",
            Self::RoundTrip => "round-trip",
        }
    }

    fn parse(name: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|workload| workload.name() == name)
            .ok_or_else(|| {
                format!("unknown workload '{name}'; there are: protocol, stream, round-trip")
            })
    }
}

/// What to measure, and how long.
pub struct Arguments {
    pub peer: String,
    pub workload: Workload,
    /// Bytes in a message; of the protocol.
    pub size: usize,
    /// Of a stream.
    pub producers: usize,
    /// Of a stream.
    pub capacity: usize,
    /// In one repetition; of a stream and, as round trips, of a round trip.
    pub messages: usize,
    /// Threads of the async runtime; of a stream and of a round trip.
    pub workers: usize,
    pub plan: Plan,
}

impl Arguments {
    /// Reads all words after the program's name; the error is one line for the user.
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let peer = words.next().ok_or(USAGE)?;
        let workload = Workload::parse(&words.next().ok_or(USAGE)?)?;
        let (mut size, mut producers, mut capacity) = (8, 1, 1000);
        let (mut messages, mut workers) = (20_000, 2);
        let (mut warmup, mut iterations, mut time) = (0, 0, 0);
        while let Some(option) = words.next() {
            let place = match option.as_str() {
                "--size" => &mut size,
                "--producers" => &mut producers,
                "--capacity" => &mut capacity,
                "--messages" => &mut messages,
                "--workers" => &mut workers,
                "--warmup" => &mut warmup,
                "--iterations" => &mut iterations,
                "--time" => &mut time,
                _ => return Err(format!("unknown option '{option}'; {USAGE}")),
            };
            *place = positive(&option, &words.next().unwrap_or_default())?;
        }
        for (option, value) in [
            ("--warmup", warmup),
            ("--iterations", iterations),
            ("--time", time),
        ] {
            if value == 0 {
                return Err(format!("{option} is missing; {USAGE}"));
            }
        }
        Ok(Self {
            peer,
            workload,
            size,
            producers,
            capacity,
            messages,
            workers,
            plan: Plan {
                warmup: Duration::from_millis(warmup as u64),
                iterations,
                time: Duration::from_millis(time as u64),
            },
        })
    }
}

fn positive(option: &str, value: &str) -> Result<usize, String> {
    value
        .parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| format!("{option}: '{value}' is not a positive number"))
}
