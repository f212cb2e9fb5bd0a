// SPDX-License-Identifier: Apache-2.0

def suite = new groovy.xml.XmlSlurper()
    .parse(new File(basedir, 'target/surefire-reports/TEST-starter.HelloTest.xml'))
assert suite.@tests == '1' && suite.@failures == '0' && suite.@errors == '0'
String log = new File(basedir, 'build.log').text
assert log.contains('Hello from Ada') && log.contains('Hello from Grace')
