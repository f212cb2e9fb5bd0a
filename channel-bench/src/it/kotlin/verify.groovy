// SPDX-License-Identifier: Apache-2.0

// Nothing else is printed: no warning about sun.misc.Unsafe, for one.
for (jdk in ['17', '25']) {
  assert new File(basedir, "target/output-${jdk}.txt").readLines() == ['200020000']
}
