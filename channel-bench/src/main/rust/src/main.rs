// SPDX-License-Identifier: Apache-2.0
//! Measures a Rust channel at one of the bench's workloads, as JMH measures Sluice at it, and prints
//! one line of JSON. The bench starts one such process for each figure of its tables.

mod arguments;
mod crossbeam;
mod load;
mod measure;
mod payload;
mod peer;
mod tokio;

use arguments::{Arguments, Workload};
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
    let (repetition, unit, nanos) = repetition(peer, arguments)?;
    load::start(arguments.load);
    let (scores, latencies) = arguments.plan.measure(repetition);
    let scores: Vec<String> = scores
        .iter()
        .map(|score| (score / nanos).to_string())
        .collect();
    let latencies = match arguments.workload {
        Workload::Latency => format!(r#","latencies":{}"#, measure::describe(latencies)),
        _ => String::new(),
    };
    Ok(format!(
        r#"{{"peer":"{}","version":"{}","workload":"{}","unit":"{unit}","scores":[{}]{latencies}}}"#,
        P::NAME,
        P::VERSION,
        arguments.workload.name(),
        scores.join(",")
    ))
}

/// Returns what to repeat, the unit of the score, and how many nanoseconds of a repetition are one.
fn repetition<'a, P: Peer>(
    peer: &'a P,
    arguments: &Arguments,
) -> Result<(Repetition<'a>, &'static str, f64), String> {
    let messages = arguments.messages;
    Ok(match arguments.workload {
        Workload::Protocol => (protocol(peer, arguments.size)?, "us", 1e3),
        Workload::Stream => {
            let stream = Stream::new(arguments, 1)?;
            (peer.stream(stream), "ns", stream.messages() as f64)
        }
        Workload::RoundTrip => (peer.round_trips(messages), "ns", messages as f64),
        Workload::Latency => (peer.timed_round_trips(messages), "ns", messages as f64),
        Workload::Burst => {
            let burst = peer.burst(arguments.size);
            (burst.ok_or(format!("{} has no burst", P::NAME))?, "us", 1e3)
        }
        Workload::Funnel => {
            let stream = Stream::new(arguments, FUNNELS)?;
            let all = (FUNNELS * stream.messages()) as f64;
            (peer.funnels(stream), "ns", all)
        }
        Workload::RequestReply => {
            let clients = arguments.producers;
            let each = arguments.each(clients)?;
            (peer.requests(clients, each), "ns", (clients * each) as f64)
        }
    })
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
