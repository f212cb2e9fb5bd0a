// SPDX-License-Identifier: Apache-2.0
//! A channel that blocks, between threads of the operating system.

/// Defines a peer of the module that has `Sender`, `Receiver` and `bounded`. A macro and not a trait:
/// so no message is copied once more than by calling the channel.
macro_rules! peer_of_threads {
    ($peer:ident, $name:literal, $version:expr $(, $selected:ident, $woken:ident)?) => {
        use crate::pacing::{Pacing, CAPACITY, LEAD};
        use crate::payload::Payload;
        use crate::peer::{Peer, Repetition, Stream, BURST_CAPACITY, FUNNELS, MESSAGES, PAUSE, REQUESTS};
        use std::mem;
        use std::sync::atomic::{AtomicUsize, Ordering};
        use std::sync::Arc;
        use std::thread::{self, JoinHandle};
        use std::time::Instant;

        pub struct $peer;

        impl Peer for $peer {
            const NAME: &'static str = $name;
            const VERSION: &'static str = $version;

            $(fn select(&self, stream: Stream, channels: usize) -> Option<Repetition<'_>> {
                Some(Box::new(move |_| stream.check(&$selected(stream, channels))))
            }

            fn wakes(&self, channels: usize, round_trips: usize) -> Option<Repetition<'_>> {
                Some(Box::new(move |_| $woken(channels, round_trips)))
            })?

            fn protocol<const N: usize>(&self) -> Repetition<'_> {
                let (sender, receiver) = bounded(MESSAGES);
                let mut payload = Payload::<N>::new();
                Box::new(move |_| {
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
                Box::new(move |_| stream.check(&started(stream).finish()))
            }

            fn funnels(&self, stream: Stream) -> Repetition<'_> {
                Box::new(move |_| {
                    let funnels: Vec<_> = (0..FUNNELS).map(|_| started(stream)).collect();
                    for funnel in funnels {
                        stream.check(&funnel.finish());
                    }
                })
            }

            fn round_trips(&self, round_trips: usize) -> Repetition<'_> {
                Box::new(move |_| {
                    call(move |there, at_caller| {
                        for message in 0..round_trips {
                            there.send(message).unwrap();
                            assert_eq!(at_caller.recv().unwrap(), message);
                        }
                    })
                })
            }

            fn timed_round_trips(&self, round_trips: usize) -> Repetition<'_> {
                Box::new(move |clock| {
                    let mut latencies = mem::take(&mut clock.latencies);
                    clock.latencies = call(move |there, at_caller| {
                        for message in 0..round_trips {
                            let start = Instant::now();
                            there.send(message).unwrap();
                            let answer = at_caller.recv().unwrap();
                            latencies.record(start.elapsed().as_nanos() as u64);
                            assert_eq!(answer, message);
                        }
                        latencies
                    });
                })
            }

            fn paced(&self, pacing: Pacing) -> Repetition<'_> {
                Box::new(move |clock| {
                    let (sender, receiver) = bounded(CAPACITY);
                    let mut arrivals = pacing.arrivals(mem::take(&mut clock.latencies));
                    let receiver = thread::spawn(move || {
                        while let Ok(due) = receiver.recv() {
                            arrivals.receive(due);
                        }
                        arrivals.finish()
                    });
                    clock.pause(LEAD);
                    pacing.send(|due| sender.send(due).unwrap());
                    drop(sender);
                    clock.latencies = receiver.join().unwrap();
                })
            }

            fn requests(&self, clients: usize, each: usize) -> Repetition<'_> {
                Box::new(move |_| {
                    let (sender, at_server) = bounded(REQUESTS);
                    let mut replies = Vec::new();
                    let mut threads = Vec::new();
                    for client in 0..clients {
                        let requests: Sender<(usize, usize)> = sender.clone();
                        let (reply, at_client) = bounded(1);
                        replies.push(reply);
                        threads.push(thread::spawn(move || {
                            for question in 0..each {
                                requests.send((client, question)).unwrap();
                                assert_eq!(at_client.recv().unwrap(), question);
                            }
                        }));
                    }
                    drop(sender);
                    threads.push(thread::spawn(move || {
                        while let Ok((client, question)) = at_server.recv() {
                            replies[client].send(question).unwrap();
                        }
                    }));
                    for thread in threads {
                        thread.join().unwrap();
                    }
                })
            }

            fn burst(&self, size: usize) -> Option<Repetition<'_>> {
                let (sender, receiver) = bounded(BURST_CAPACITY);
                let received = Arc::new(AtomicUsize::new(0));
                let count = Arc::clone(&received);
                // It ends when the repetition is dropped, and with it the sender.
                thread::spawn(move || {
                    let mut sum = 0;
                    while let Ok(message) = receiver.recv() {
                        sum += message;
                        count.store(sum, Ordering::Release); // pairs with the acquire below
                    }
                });
                let mut sent = 0;
                Some(Box::new(move |clock| {
                    clock.pause(PAUSE);
                    for message in 1..=size {
                        sent += message;
                        sender.send(message).unwrap();
                    }
                    while received.load(Ordering::Acquire) < sent {
                        thread::yield_now();
                    }
                    assert_eq!(received.load(Ordering::Acquire), sent);
                }))
            }
        }

        /// The threads of a stream.
        struct Started {
            producers: Vec<JoinHandle<()>>,
            receiver: JoinHandle<Vec<usize>>,
        }

        impl Started {
            /// Returns how many messages came from each producer.
            fn finish(self) -> Vec<usize> {
                for producer in self.producers {
                    producer.join().unwrap();
                }
                self.receiver.join().unwrap()
            }
        }

        fn started(stream: Stream) -> Started {
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
            Started {
                producers,
                receiver,
            }
        }

        /// Runs a caller in a thread of its own, beside an echo.
        fn call<R: Send + 'static>(
            caller: impl FnOnce(Sender<usize>, Receiver<usize>) -> R + Send + 'static,
        ) -> R {
            let (there, at_echo) = bounded(1);
            let (back, at_caller) = bounded(1);
            let echo = thread::spawn(move || {
                while let Ok(message) = at_echo.recv() {
                    back.send(message).unwrap();
                }
            });
            let caller = thread::spawn(move || caller(there, at_caller));
            let result = caller.join().unwrap();
            echo.join().unwrap();
            result
        }
    };
}
pub(crate) use peer_of_threads;
