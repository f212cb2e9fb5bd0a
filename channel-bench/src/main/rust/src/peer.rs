// SPDX-License-Identifier: Apache-2.0
//! What a channel has to do to be measured.

use crate::arguments::Arguments;

/// How many messages the protocol sends, and how many its channel holds.
pub const MESSAGES: usize = 1000;

/// Does a workload once. What it makes itself is measured with it; what was made before is not.
pub type Repetition<'a> = Box<dyn FnMut() + 'a>;

/// A channel to compare with. Each workload is the bench's class of that name, call by call, and
/// what is inside the measured time there is inside it here.
pub trait Peer {
    const NAME: &'static str;
    const VERSION: &'static str;

    /// `ProtocolBenchmark`: [`MESSAGES`] are sent and then received by one thread, through a channel
    /// that has room for all and is made once.
    fn protocol<const N: usize>(&self) -> Repetition<'_>;

    /// `StreamBenchmark`: one channel, some producers, and a receiver that counts what each has
    /// sent. The channel and all threads or tasks are made, and end, inside the measured time.
    fn stream(&self, stream: Stream) -> Repetition<'_>;

    /// `RoundTripBenchmark`: two channels of capacity 1, a caller and an echo. All four are made,
    /// and end, inside the measured time.
    fn round_trips(&self, round_trips: usize) -> Repetition<'_>;
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
    pub fn new(arguments: &Arguments) -> Result<Self, String> {
        let each = arguments.messages / arguments.producers;
        if each == 0 {
            return Err("--messages: fewer than --producers".to_string());
        }
        Ok(Self {
            capacity: arguments.capacity,
            producers: arguments.producers,
            each,
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
