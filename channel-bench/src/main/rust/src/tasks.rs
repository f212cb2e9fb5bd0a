// SPDX-License-Identifier: Apache-2.0
//! A channel that suspends, between tasks of tokio. The runtime and its threads are made once,
//! before anything is measured, as the JVM's carriers of virtual threads are; tasks are new each
//! time.

/// Defines a peer of the module that has `Sender`, `Receiver` and `bounded`, whose futures are made by
/// `$send` and `$recv`, and whose messages come as `$some`. Its function `sending` returns what sends
/// from a thread that is no task, in the channel's best way.
macro_rules! peer_of_tasks {
    ($peer:ident, $name:literal, $version:expr, $send:ident, $recv:ident, $some:ident $(, $selected:ident)?) => {
        use crate::histogram::Histogram;
        use crate::pacing::{Pacing, CAPACITY, LEAD};
        use crate::payload::Payload;
        use crate::peer::{Peer, Repetition, Stream, FUNNELS, MESSAGES, REQUESTS};
        use ::tokio::runtime::{Builder, Runtime};
        use ::tokio::task::JoinHandle;
        use std::mem;
        use std::thread;
        use std::time::Instant;

        pub struct $peer {
            runtime: Runtime,
        }

        impl $peer {
            /// One worker is the thread that waits for the workload's end; more are threads beside it.
            pub fn new(workers: usize) -> Self {
                Self {
                    runtime: runtime(workers),
                }
            }
        }

        fn runtime(workers: usize) -> Runtime {
            let mut builder = match workers {
                1 => Builder::new_current_thread(),
                _ => Builder::new_multi_thread(),
            };
            builder.worker_threads(workers).build().unwrap()
        }

        impl Peer for $peer {
            const NAME: &'static str = $name;
            const VERSION: &'static str = $version;

            $(fn select(&self, stream: Stream, channels: usize) -> Option<Repetition<'_>> {
                (channels == 2 || channels == 8).then(|| -> Repetition<'_> {
                    Box::new(move |_| {
                        let counts = self.runtime.block_on($selected(stream, channels));
                        stream.check(&counts);
                    })
                })
            })?

            /// One task on one thread, whatever number of workers there is.
            fn protocol<const N: usize>(&self) -> Repetition<'_> {
                let runtime = runtime(1);
                let (sender, mut receiver) = bounded(MESSAGES);
                let mut payload = Payload::<N>::new();
                Box::new(move |_| {
                    runtime.block_on(async {
                        for _ in 0..MESSAGES {
                            sender.$send(payload.next()).await.unwrap();
                        }
                        for _ in 0..MESSAGES {
                            payload.accept(receiver.$recv().await.unwrap());
                        }
                    });
                    payload.finish();
                })
            }

            fn stream(&self, stream: Stream) -> Repetition<'_> {
                Box::new(move |_| self.runtime.block_on(streamed(stream)))
            }

            fn funnels(&self, stream: Stream) -> Repetition<'_> {
                let run = move || async move {
                    let funnels: Vec<_> = (0..FUNNELS)
                        .map(|_| ::tokio::spawn(streamed(stream)))
                        .collect();
                    for funnel in funnels {
                        funnel.await.unwrap();
                    }
                };
                Box::new(move |_| self.runtime.block_on(run()))
            }

            fn round_trips(&self, round_trips: usize) -> Repetition<'_> {
                let run = move || async move {
                    let (there, mut at_caller, echo) = echo();
                    let caller = ::tokio::spawn(async move {
                        for message in 0..round_trips {
                            there.$send(message).await.unwrap();
                            assert_eq!(at_caller.$recv().await.unwrap(), message);
                        }
                    });
                    caller.await.unwrap();
                    echo.await.unwrap();
                };
                Box::new(move |_| self.runtime.block_on(run()))
            }

            fn timed_round_trips(&self, round_trips: usize) -> Repetition<'_> {
                let run = move |mut latencies: Histogram| async move {
                    let (there, mut at_caller, echo) = echo();
                    let caller = ::tokio::spawn(async move {
                        for message in 0..round_trips {
                            let start = Instant::now();
                            there.$send(message).await.unwrap();
                            let answer = at_caller.$recv().await.unwrap();
                            latencies.record(start.elapsed().as_nanos() as u64);
                            assert_eq!(answer, message);
                        }
                        latencies
                    });
                    let latencies = caller.await.unwrap();
                    echo.await.unwrap();
                    latencies
                };
                Box::new(move |clock| {
                    let latencies = mem::take(&mut clock.latencies);
                    clock.latencies = self.runtime.block_on(run(latencies));
                })
            }

            /// This thread sends, so another one waits for the end, and is the worker if there is
            /// but one.
            fn paced(&self, pacing: Pacing) -> Repetition<'_> {
                Box::new(move |clock| {
                    let (sender, mut receiver) = bounded(CAPACITY);
                    let mut arrivals = pacing.arrivals(mem::take(&mut clock.latencies));
                    let receiving = async move {
                        while let $some(due) = receiver.$recv().await {
                            arrivals.receive(due);
                        }
                        arrivals.finish()
                    };
                    clock.latencies = thread::scope(|scope| {
                        let run = async { ::tokio::spawn(receiving).await.unwrap() };
                        let received = scope.spawn(|| self.runtime.block_on(run));
                        let send = sending(sender);
                        clock.pause(LEAD);
                        pacing.send(&send);
                        drop(send);
                        received.join().unwrap()
                    });
                })
            }

            fn requests(&self, clients: usize, each: usize) -> Repetition<'_> {
                let run = move || async move {
                    let (sender, mut at_server) = bounded(REQUESTS);
                    let mut replies = Vec::new();
                    let mut tasks = Vec::new();
                    for client in 0..clients {
                        let requests: Sender<(usize, usize)> = sender.clone();
                        let (reply, mut at_client) = bounded(1);
                        replies.push(reply);
                        tasks.push(::tokio::spawn(async move {
                            for question in 0..each {
                                requests.$send((client, question)).await.unwrap();
                                assert_eq!(at_client.$recv().await.unwrap(), question);
                            }
                        }));
                    }
                    drop(sender);
                    tasks.push(::tokio::spawn(async move {
                        while let $some((client, question)) = at_server.$recv().await {
                            replies[client].$send(question).await.unwrap();
                        }
                    }));
                    for task in tasks {
                        task.await.unwrap();
                    }
                };
                Box::new(move |_| self.runtime.block_on(run()))
            }

            fn burst(&self, _: usize) -> Option<Repetition<'_>> {
                None
            }
        }

        async fn streamed(stream: Stream) {
            let (sender, mut receiver) = bounded(stream.capacity);
            let mut producers = Vec::new();
            for producer in 0..stream.producers {
                let sender = sender.clone();
                producers.push(::tokio::spawn(async move {
                    for _ in 0..stream.each {
                        sender.$send(producer).await.unwrap();
                    }
                }));
            }
            drop(sender);
            let receiver = ::tokio::spawn(async move {
                let mut counts = vec![0; stream.producers];
                while let $some(producer) = receiver.$recv().await {
                    counts[producer] += 1;
                }
                counts
            });
            for producer in producers {
                producer.await.unwrap();
            }
            stream.check(&receiver.await.unwrap());
        }

        /// Begins a task that sends back what it receives; returns the way there, the way back, and it.
        fn echo() -> (Sender<usize>, Receiver<usize>, JoinHandle<()>) {
            let (there, mut at_echo) = bounded(1);
            let (back, at_caller) = bounded(1);
            let echo = ::tokio::spawn(async move {
                while let $some(message) = at_echo.$recv().await {
                    back.$send(message).await.unwrap();
                }
            });
            (there, at_caller, echo)
        }
    };
}
pub(crate) use peer_of_tasks;
