// SPDX-License-Identifier: Apache-2.0
//! crossbeam-channel: blocks, between threads of the operating system.

use crate::payload::Payload;
use crate::peer::{Peer, Repetition, Stream, MESSAGES};
use crossbeam_channel::bounded;
use std::thread;

pub struct Crossbeam;

impl Peer for Crossbeam {
    const NAME: &'static str = "crossbeam";
    const VERSION: &'static str = env!("CROSSBEAM_VERSION");

    fn protocol<const N: usize>(&self) -> Repetition<'_> {
        let (sender, receiver) = bounded(MESSAGES);
        let mut payload = Payload::<N>::new();
        Box::new(move || {
            for _ in 0..MESSAGES {
                sender.send(payload.next()).unwrap();
            }
            for _ in 0..MESSAGES {
                payload.accept(receiver.recv().unwrap());
            }
            payload.finish();
        })
    }

    fn stream(&self, stream: Stream) -> Repetition<'_> {
        Box::new(move || {
            let (sender, receiver) = bounded(stream.capacity);
            let mut producers = Vec::new();
            for producer in 0..stream.producers {
                let sender = sender.clone();
                producers.push(thread::spawn(move || {
                    for _ in 0..stream.each {
                        sender.send(producer).unwrap();
                    }
                }));
            }
            drop(sender);
            let receiver = thread::spawn(move || {
                let mut counts = vec![0; stream.producers];
                while let Ok(producer) = receiver.recv() {
                    counts[producer] += 1;
                }
                counts
            });
            for producer in producers {
                producer.join().unwrap();
            }
            stream.check(&receiver.join().unwrap());
        })
    }

    fn round_trips(&self, round_trips: usize) -> Repetition<'_> {
        Box::new(move || {
            let (there, at_echo) = bounded(1);
            let (back, at_caller) = bounded(1);
            let echo = thread::spawn(move || {
                while let Ok(message) = at_echo.recv() {
                    back.send(message).unwrap();
                }
            });
            let caller = thread::spawn(move || {
                for message in 0..round_trips {
                    there.send(message).unwrap();
                    assert_eq!(at_caller.recv(), Ok(message));
                }
            });
            caller.join().unwrap();
            echo.join().unwrap();
        })
    }
}
