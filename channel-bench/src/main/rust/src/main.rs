// SPDX-License-Identifier: Apache-2.0
//! Measures a Rust channel at one of the bench's workloads, as JMH measures Sluice at it, and prints
//! one line of JSON. The bench starts one such process for each figure of its tables.

mod arguments;
mod array;
mod crossbeam;
mod histogram;
mod load;
mod measure;
mod newest;
mod pacing;
mod payload;
mod peer;
mod tasks;
mod threads;
mod tokio;

use arguments::{Arguments, Workload};
use pacing::Pacing;
use peer::{Peer, Repetition, Stream, FUNNELS};
use std::process::ExitCode;

fn main() -> ExitCode {
    match Arguments::parse(std::env::args().skip(1)).and_then(run) {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("peers: {message}");
            ExitCode::from(2)
        }
    }
}

/// The sizes of the protocol's messages: a size is a part of their type, so each has its own code.
macro_rules! of_size {
    ($size:expr, |$n:ident| $protocol:expr) => {
        of_size!($size, $n, $protocol, 8, 64, 256, 512, 1024, 4096, 16384, 32768)
    };
    ($size:expr, $n:ident, $protocol:expr, $($known:literal),+) => {
        match $size {
            $($known => {
                const $n: usize = $known;
                Ok($protocol)
            })+
            other => Err(format!(
                "--size: {other} is none of {}",
                [$($known),+].map(|size: usize| size.to_string()).join(", ")
            )),
        }
    };
}

fn run(arguments: Arguments) -> Result<String, String> {
    let workers = arguments.workers;
    #[cfg(feature = "crossfire")]
    ::crossfire::detect_backoff_cfg(); // as its documentation recommends
    match arguments.peer.as_str() {
        "array" => copies(arguments),
        "crossbeam" => measured(&crossbeam::Crossbeam, arguments),
        "tokio" => measured(&tokio::Tokio::new(workers), arguments),
        #[cfg(feature = "crossfire")]
        "crossfire" => measured(&newest::crossfire::Crossfire, arguments),
        #[cfg(feature = "crossfire")]
        "crossfire-async" => measured(&newest::crossfire_async::Crossfire::new(workers), arguments),
        #[cfg(feature = "kanal")]
        "kanal" => measured(&newest::kanal::Kanal, arguments),
        #[cfg(feature = "kanal")]
        "kanal-async" => measured(&newest::kanal_async::Kanal::new(workers), arguments),
        #[cfg(feature = "flume")]
        "flume" => measured(&newest::flume::Flume, arguments),
        #[cfg(feature = "flume")]
        "flume-async" => measured(&newest::flume_async::Flume::new(workers), arguments),
        other => Err(format!(
            "unknown peer '{other}'; there are: crossbeam, tokio, array{}",
            NEWEST
        )),
    }
}

const NEWEST: &str = if cfg!(feature = "crossfire") {
    ", crossfire, crossfire-async, kanal, kanal-async, flume, flume-async"
} else {
    ""
};

/// Measures a channel, in the workload's unit.
fn measured<P: Peer>(peer: &P, arguments: Arguments) -> Result<String, String> {
    let (repetition, unit, nanos) = repetition(peer, &arguments)?;
    Ok(described(P::VERSION, &arguments, repetition, unit, nanos))
}

/// Measures what copying the protocol's messages takes.
fn copies(arguments: Arguments) -> Result<String, String> {
    let repetition: Result<_, String> = match arguments.workload {
        Workload::Protocol => of_size!(arguments.size, |N| array::protocol::<N>()),
        other => Err(format!("array has no {}", other.name())),
    };
    Ok(described("-", &arguments, repetition?, "us", 1e3))
}

/// Measures, and returns one score for each iteration.
fn described(
    version: &str,
    arguments: &Arguments,
    repetition: Repetition,
    unit: &str,
    nanos: f64,
) -> String {
    load::start(arguments.load);
    let (scores, latencies): (Vec<String>, Vec<String>) = arguments
        .plan
        .measure(repetition)
        .into_iter()
        .map(|(score, latencies)| ((score / nanos).to_string(), latencies.json()))
        .unzip();
    let latencies = match arguments.workload {
        Workload::Latency | Workload::Rate => format!(r#","latencies":[{}]"#, latencies.join(",")),
        _ => String::new(),
    };
    format!(
        r#"{{"peer":"{}","version":"{version}","workload":"{}","unit":"{unit}","scores":[{}]{latencies}}}"#,
        arguments.peer,
        arguments.workload.name(),
        scores.join(",")
    )
}

/// Returns what to repeat, the unit of the score, and how many nanoseconds of a repetition are one.
fn repetition<'a, P: Peer>(
    peer: &'a P,
    arguments: &Arguments,
) -> Result<(Repetition<'a>, &'static str, f64), String> {
    let messages = arguments.messages;
    Ok(match arguments.workload {
        Workload::Protocol => (
            of_size!(arguments.size, |N| peer.protocol::<N>())?,
            "us",
            1e3,
        ),
        Workload::Stream => {
            let stream = Stream::new(arguments, 1)?;
            (peer.stream(stream), "ns", stream.messages() as f64)
        }
        Workload::RoundTrip => (peer.round_trips(messages), "ns", messages as f64),
        Workload::Latency => (peer.timed_round_trips(messages), "ns", messages as f64),
        Workload::Rate => {
            let pacing = Pacing::new(arguments.rate, messages);
            (peer.paced(pacing), "ns", messages as f64)
        }
        Workload::Burst => {
            let burst = peer.burst(arguments.size);
            (burst.ok_or(format!("{} has no burst", P::NAME))?, "us", 1e3)
        }
        Workload::Funnel => {
            let stream = Stream::new(arguments, FUNNELS)?;
            let all = (FUNNELS * stream.messages()) as f64;
            (peer.funnels(stream), "ns", all)
        }
        Workload::Select => {
            let stream = Stream::new(arguments, 1)?;
            let select = peer.select(stream, arguments.size);
            let repetition = select.ok_or(format!("{} has no such select", P::NAME))?;
            (repetition, "ns", stream.messages() as f64)
        }
        Workload::Wake => {
            let wakes = peer.wakes(arguments.size, messages);
            let repetition = wakes.ok_or(format!("{} has no such select", P::NAME))?;
            (repetition, "ns", messages as f64)
        }
        Workload::RequestReply => {
            let clients = arguments.producers;
            let each = arguments.each(clients)?;
            (peer.requests(clients, each), "ns", (clients * each) as f64)
        }
    })
}
