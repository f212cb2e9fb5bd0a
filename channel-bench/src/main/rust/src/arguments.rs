// SPDX-License-Identifier: Apache-2.0
//! The command line.

use crate::measure::Plan;
use std::time::Duration;

const USAGE: &str = "usage: peers <PEER> <WORKLOAD> [--size N] \
    [--producers N] [--capacity N] [--messages N] [--rate N] [--workers N] [--load N] \
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
    /// The same, each timed.
    Latency,
    /// Messages at a fixed rate, each timed.
    Rate,
    /// Some messages to a receiver that waits.
    Burst,
    /// Several streams at once.
    Funnel,
    /// Some clients, one server.
    RequestReply,
    /// Two producers, several channels, one receiver that selects.
    Select,
    /// There and back, to a receiver that selects from many channels.
    Wake,
}

impl Workload {
    const ALL: [Self; 10] = [
        Self::Protocol,
        Self::Stream,
        Self::RoundTrip,
        Self::Latency,
        Self::Rate,
        Self::Burst,
        Self::Funnel,
        Self::RequestReply,
        Self::Select,
        Self::Wake,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Protocol => "protocol",
            Self::Stream => "stream",
            Self::RoundTrip => "round-trip",
            Self::Latency => "latency",
            Self::Rate => "rate",
            Self::Burst => "burst",
            Self::Funnel => "funnel",
            Self::RequestReply => "request-reply",
            Self::Select => "select",
            Self::Wake => "wake",
        }
    }

    fn parse(name: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|workload| workload.name() == name)
            .ok_or_else(|| {
                let known = Self::ALL.map(Self::name).join(", ");
                format!("unknown workload '{name}'; there are: {known}")
            })
    }
}

/// What to measure, and how long.
pub struct Arguments {
    pub peer: String,
    pub workload: Workload,
    /// Bytes in a message, of the protocol; messages in a burst; channels to select from.
    pub size: usize,
    /// Of a stream or a funnel; the clients of a server.
    pub producers: usize,
    /// Of a stream or a funnel.
    pub capacity: usize,
    /// In one repetition, of all producers; of a round trip, how many there are, and so for requests.
    pub messages: usize,
    /// Messages a second.
    pub rate: usize,
    /// Threads of the async runtime; of all but the protocol.
    pub workers: usize,
    /// Threads that compute beside what is measured.
    pub load: usize,
    pub plan: Plan,
}

impl Arguments {
    /// Reads all words after the program's name; the error is one line for the user.
    pub fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let peer = words.next().ok_or(USAGE)?;
        let workload = Workload::parse(&words.next().ok_or(USAGE)?)?;
        let (mut size, mut producers, mut capacity) = (8, 1, 1000);
        let (mut messages, mut rate, mut workers, mut load) = (20_000, 10_000, 2, 0);
        let (mut warmup, mut iterations, mut time) = (0, 0, 0);
        while let Some(option) = words.next() {
            let number = match option.as_str() {
                "--size" => &mut size,
                "--producers" => &mut producers,
                "--capacity" => &mut capacity,
                "--messages" => &mut messages,
                "--rate" => &mut rate,
                "--workers" => &mut workers,
                "--load" => &mut load,
                "--warmup" => &mut warmup,
                "--iterations" => &mut iterations,
                "--time" => &mut time,
                _ => return Err(format!("unknown option '{option}'; {USAGE}")),
            };
            let value = words.next().unwrap_or_default();
            *number = match (option.as_str(), value.as_str()) {
                ("--capacity", "0") => 0, // a rendezvous, for the peers that have one
                _ => positive(&option, &value)?,
            };
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
            rate,
            workers,
            load,
            plan: Plan {
                warmup: Duration::from_millis(warmup as u64),
                iterations,
                time: Duration::from_millis(time as u64),
            },
        })
    }

    /// Shares the messages among senders.
    pub fn each(&self, senders: usize) -> Result<usize, String> {
        match self.messages / senders {
            0 => Err("--messages: fewer than --producers".to_string()),
            each => Ok(each),
        }
    }
}

fn positive(option: &str, value: &str) -> Result<usize, String> {
    value
        .parse()
        .ok()
        .filter(|number| *number > 0)
        .ok_or_else(|| format!("{option}: '{value}' is not a positive number"))
}
