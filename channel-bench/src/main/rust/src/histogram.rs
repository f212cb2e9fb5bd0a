// SPDX-License-Identifier: Apache-2.0
//! Counts of latencies, in the buckets that HdrHistogram has for three digits.

/// A value keeps its highest bits, so many, and the rest counts as zeros. A bucket that begins at
/// `v`, at least 1024, is therefore less than `v / 1024` wide: the error is below 0.1 %. Below 2048
/// there is none.
const BITS: u32 = 11;

/// The bits of an hour in nanoseconds. What takes longer counts as the longest that there is.
const WIDEST: u32 = 42;

/// The default one has no bucket, and replaces one that is recorded to elsewhere.
#[derive(Default)]
pub struct Histogram {
    counts: Vec<u64>,
}

impl Histogram {
    pub fn new() -> Self {
        let buckets = ((WIDEST - BITS + 2) as usize) << (BITS - 1);
        Self {
            counts: vec![0; buckets],
        }
    }

    pub fn record(&mut self, nanos: u64) {
        let nanos = nanos.min((1 << WIDEST) - 1);
        let shift = (u64::BITS - nanos.leading_zeros()).saturating_sub(BITS);
        self.counts[((shift as usize) << (BITS - 1)) + (nanos >> shift) as usize] += 1;
    }

    /// Returns where each bucket that is not empty begins, with its count, as JSON.
    pub fn json(&self) -> String {
        let counts: Vec<String> = (0..)
            .zip(&self.counts)
            .filter(|(_, count)| **count > 0)
            .map(|(bucket, count)| format!("[{},{count}]", Self::value(bucket)))
            .collect();
        format!("[{}]", counts.join(","))
    }

    fn value(bucket: u64) -> u64 {
        let shift = (bucket >> (BITS - 1)).saturating_sub(1);
        (bucket - (shift << (BITS - 1))) << shift
    }
}
