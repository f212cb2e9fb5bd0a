// SPDX-License-Identifier: Apache-2.0
//! What a channel has to do to be measured.

use crate::arguments::Arguments;
use crate::measure::Clock;
use crate::pacing::Pacing;
use std::time::Duration;

/// How many messages the protocol sends, and how many its channel holds.
pub const MESSAGES: usize = 1000;

/// Does a workload once. What it makes itself is measured with it; what was made before is not.
pub type Repetition<'a> = Box<dyn FnMut(&mut Clock) + 'a>;

/// How many funnels there are at once.
pub const FUNNELS: usize = 4;

/// How many requests wait for the server at most.
pub const REQUESTS: usize = 10;

/// What the channel of bursts holds, which no burst fills.
pub const BURST_CAPACITY: usize = 1000;

/// How long nothing is sent before a burst, so that the receiver has begun to wait.
pub const PAUSE: Duration = Duration::from_micros(100);

/// A channel to compare with. Each workload is the bench's class of that name, call by call, and
/// what is inside the measured time there is inside it here.
pub trait Peer {
    const NAME: &'static str;
    const VERSION: &'static str;

    /// `ProtocolBenchmark`: [`MESSAGES`] are sent and then received by one thread, through a channel
    /// that has capacity for all and is made once.
    fn protocol<const N: usize>(&self) -> Repetition<'_>;

    /// `StreamBenchmark`: one channel, some producers, and a receiver that counts what each has
    /// sent. The channel and all threads or tasks are made, and end, inside the measured time.
    fn stream(&self, stream: Stream) -> Repetition<'_>;

    /// `FunnelBenchmark`: [`FUNNELS`] of these streams at once.
    fn funnels(&self, stream: Stream) -> Repetition<'_>;

    /// `RoundTripBenchmark`: two channels of capacity 1, a caller and an echo. All four are made,
    /// and end, inside the measured time.
    fn round_trips(&self, round_trips: usize) -> Repetition<'_>;

    /// `LatencyBenchmark`: the same, each of which the caller times.
    fn timed_round_trips(&self, round_trips: usize) -> Repetition<'_>;

    /// `RateBenchmark`: this thread sends at a rate, and a thread or a task times every message.
    fn paced(&self, pacing: Pacing) -> Repetition<'_>;

    /// `RequestReplyBenchmark`: so many clients make so many requests each, of one server.
    fn requests(&self, clients: usize, each: usize) -> Repetition<'_>;

    /// `SelectBenchmark`: so many channels, to which the producers send alternately, each to its own
    /// share. None if the channel has no select, or not from so many.
    fn select(&self, _stream: Stream, _channels: usize) -> Option<Repetition<'_>> {
        None
    }

    /// `WakeBenchmark`: round trips to a thread that selects from so many channels, over each of them
    /// as often. None if the channel has no select from so many.
    fn wakes(&self, _channels: usize, _round_trips: usize) -> Option<Repetition<'_>> {
        None
    }

    /// `BurstBenchmark`: so many messages to a receiver that waits; it lives as long as the
    /// repetition. None if the channel is not one between threads.
    fn burst(&self, size: usize) -> Option<Repetition<'_>>;
}

/// What a stream is made of.
#[derive(Clone, Copy)]
pub struct Stream {
    pub capacity: usize,
    pub producers: usize,
    /// How many messages each producer sends.
    pub each: usize,
}

impl Stream {
    /// One of so many.
    pub fn new(arguments: &Arguments, streams: usize) -> Result<Self, String> {
        Ok(Self {
            capacity: arguments.capacity,
            producers: arguments.producers,
            each: arguments.each(streams * arguments.producers)?,
        })
    }

    /// How many messages there are.
    pub fn messages(&self) -> usize {
        self.producers * self.each
    }

    /// Panics unless so many messages have come from each producer as it has sent.
    pub fn check(&self, counts: &[usize]) {
        assert!(counts.iter().all(|count| *count == self.each), "{counts:?}");
    }
}
