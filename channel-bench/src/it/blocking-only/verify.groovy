// SPDX-License-Identifier: Apache-2.0

// Nothing else is printed: no warning about sun.misc.Unsafe, for one.
for (jdk in ['17', '25']) {
  assert new File(basedir, "target/output-${jdk}.txt").readLines() == ['200020000']
}

// Nothing else comes along.
List<String> dependencies =
    new File(basedir, 'target/dependencies.txt').readLines()
        .findAll { it.contains(':') && !it.contains('resolved') }
        .collect { it.strip().tokenize(':')[0..1].join(':') }
assert dependencies.sort() == [
  'io.github.sluice:channel-api',
  'io.github.sluice:channel-sync',
  'org.jspecify:jspecify',
]
