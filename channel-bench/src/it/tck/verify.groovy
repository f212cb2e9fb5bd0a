// SPDX-License-Identifier: Apache-2.0

def suite = new groovy.xml.XmlSlurper()
    .parse(new File(basedir, 'target/surefire-reports/TEST-consumer.MailboxTest.xml'))
assert suite.@tests.toInteger() > 100
assert suite.@failures == '0' && suite.@errors == '0'
