// SPDX-License-Identifier: Apache-2.0
//! Measures a Rust channel at one of the bench's workloads, as JMH measures Sluice at it, and prints
//! one line of JSON. The bench starts one such process for each figure of its tables.

mod arguments;
mod crossbeam;
mod measure;
mod payload;
mod peer;
mod tokio;

use arguments::{Arguments, Workload};
use peer::{Peer, Repetition, Stream};
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

fn run(arguments: Arguments) -> Result<String, String> {
    match arguments.peer.as_str() {
        "crossbeam" => measured(&crossbeam::Crossbeam, &arguments),
        "tokio" => measured(&tokio::Tokio::new(arguments.workers), &arguments),
        other => Err(format!(
            "unknown peer '{other}'; there are: crossbeam, tokio"
        )),
    }
}

/// Measures, and returns one score for each iteration, in the workload's unit.
fn measured<P: Peer>(peer: &P, arguments: &Arguments) -> Result<String, String> {
    let (repetition, unit, nanos) = match arguments.workload {
        Workload::Protocol => (protocol(peer, arguments.size)?, "us", 1e3),
        Workload::Stream => {
            let stream = Stream::new(arguments)?;
            (peer.stream(stream), "ns", stream.messages() as f64)
        }
        Workload::RoundTrip => (
            peer.round_trips(arguments.messages),
            "ns",
            arguments.messages as f64,
        ),
    };
    let scores: Vec<String> = arguments
        .plan
        .measure(repetition)
        .iter()
        .map(|score| (score / nanos).to_string())
        .collect();
    Ok(format!(
        r#"{{"peer":"{}","version":"{}","workload":"{}","unit":"{unit}","scores":[{}]}}"#,
        P::NAME,
        P::VERSION,
        arguments.workload.name(),
        scores.join(",")
    ))
}

/// The size is a part of the message's type, so each has its own copy of the code.
fn protocol<P: Peer>(peer: &P, size: usize) -> Result<Repetition<'_>, String> {
    Ok(match size {
        8 => peer.protocol::<8>(),
        64 => peer.protocol::<64>(),
        256 => peer.protocol::<256>(),
        512 => peer.protocol::<512>(),
        1024 => peer.protocol::<1024>(),
        4096 => peer.protocol::<4096>(),
        16384 => peer.protocol::<16384>(),
        32768 => peer.protocol::<32768>(),
        _ => {
            return Err(format!(
                "--size: {size} is none of 8, 64, 256, 512, 1024, 4096, 16384, 32768"
            ))
        }
    })
}
