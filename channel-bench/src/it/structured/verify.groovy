// SPDX-License-Identifier: Apache-2.0

// Each user's numbers have been handled with that user bound. What a producer had sent before it failed was
// received, and the others were ended by the failure. No producer outlives a failure of the owner.
assert new File(basedir, 'target/output-25.txt').readLines() == [
  '{ada=500500, grace=500500} false',
  '[one, two] java.io.IOException: disk full',
  '[the one that sends, the one that waits]',
  'the owner, suppressed: 1',
  '3',
]
