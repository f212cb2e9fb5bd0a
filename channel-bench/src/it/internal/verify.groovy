// SPDX-License-Identifier: Apache-2.0

String log = new File(basedir, 'build.log').text
assert log.contains('package io.github.sluice.channel.internal.core is not visible')
assert log.count('COMPILATION ERROR') == 1
