// SPDX-License-Identifier: Apache-2.0

assert new File(basedir, 'target/output-17.txt').readLines() == [
  'io.github.sluice.channel-async AsyncChannel',
  'io.github.sluice.channel-sync BlockingChannel',
]
