// SPDX-License-Identifier: Apache-2.0
//! What else the machine has to do, if anything.

use std::hint::black_box;
use std::thread;

/// Starts threads that compute until the program ends.
pub fn start(threads: usize) {
    for _ in 0..threads {
        thread::spawn(|| {
            let mut number = 1_u64;
            loop {
                number ^= number << 13;
                number ^= number >> 7;
                number ^= number << 17;
                black_box(number);
            }
        });
    }
}
