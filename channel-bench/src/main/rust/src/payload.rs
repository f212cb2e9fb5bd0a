// SPDX-License-Identifier: Apache-2.0
//! The messages of the protocol.

use std::hint::black_box;

/// Makes messages of `N` bytes, at least 8, and looks at them when they come back.
///
/// The work is that of the bench's `CopiedPayload`: every message is a copy of one source with its
/// number in the first 8 bytes, and the receiver has a copy of its own, whose number must be the
/// next. `black_box` stands for the array in which Java's receiver keeps it: all bytes have to
/// arrive. That the channel moves the message by value costs further copies; source to receiver,
/// there are five with crossbeam 0.5.6 and nine with tokio 1.24.2.
pub struct Payload<const N: usize> {
    source: [u8; N],
    sent: u64,
    received: u64,
    /// Every bit in which a number was not the one expected.
    difference: u64,
}

impl<const N: usize> Payload<N> {
    pub fn new() -> Self {
        Self {
            source: [0; N],
            sent: 0,
            received: 0,
            difference: 0,
        }
    }

    /// Returns the next message to send.
    #[inline]
    pub fn next(&mut self) -> [u8; N] {
        // Written before the copy; written after it, it would cost tokio's message one copy more.
        self.source[..8].copy_from_slice(&self.sent.to_ne_bytes());
        self.sent += 1;
        *black_box(&self.source)
    }

    /// Takes what was received.
    #[inline]
    pub fn accept(&mut self, message: [u8; N]) {
        let mut number = [0; 8];
        number.copy_from_slice(&black_box(&message)[..8]);
        self.difference |= u64::from_ne_bytes(number) ^ self.received;
        self.received += 1;
    }

    /// Ends a batch: what was sent has been received, each once and in order, or it panics.
    pub fn finish(&self) {
        assert_eq!((self.sent, 0), (self.received, self.difference));
    }
}
