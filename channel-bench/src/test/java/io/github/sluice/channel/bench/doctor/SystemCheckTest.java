// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With files as Linux has them; at first those of a machine that is good to measure on. */
class SystemCheckTest {
  @TempDir Path root;

  private void file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  @BeforeEach
  void goodMachine() throws IOException {
    file("proc/self/cgroup", "0::/user.slice/shell.scope\n");
    file("sys/fs/cgroup/user.slice/shell.scope/cpu.max", "max 100000\n");
    file("sys/fs/cgroup/user.slice/cpu.max", "max 100000\n");
    file("sys/fs/cgroup/user.slice/cpu.stat", "usage_usec 9\nnr_periods 0\nnr_throttled 0\n");
    file("proc/stat", "cpu  873167 1051038 221874 507831 1937 0 2474 2716 0 0\ncpu0 1 2 3\n");
    file("proc/loadavg", "0.12 3.70 2.92 1/180 22025\n");
    file(
        "proc/cpuinfo",
        "processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu vme de pse tsc msr\n\n");
    file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
    file("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "performance\n");
    file("sys/devices/system/cpu/cpufreq/policy0", "");
    file("sys/devices/system/cpu/smt/active", "0\n");
    file(
        "proc/meminfo",
        "MemTotal:       24641240 kB\nSwapTotal:       2097148 kB\nSwapFree:        2097148 kB\n");
    file("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
  }

  private Diagnosis examined(int processors) {
    return new SystemCheck(new SystemFiles(root), processors).examine();
  }

  private void assertWarns(String... warnings) {
    assertEquals(new Diagnosis(List.of(warnings), List.of()), examined(8));
  }

  @Test
  void nothingIsSaidOfAGoodMachine() {
    assertWarns();
  }

  @Test
  void limitsOfThisGroupAndThoseAboveAreFound() throws IOException {
    file("sys/fs/cgroup/user.slice/shell.scope/cpu.max", "150000 100000\n");
    file("sys/fs/cgroup/user.slice/cpu.stat", "usage_usec 9\nnr_periods 9\nnr_throttled 17\n");
    assertWarns(
        "processor time is limited to 1.5 of 8 processors by a control group: threads are stopped"
            + " when it is used up",
        "a control group has stopped its threads 17 times for using up their processor time");
  }

  @Test
  void soAreThoseOfTheFirstVersionOfControlGroups() throws IOException {
    file("proc/self/cgroup", "9:name=systemd:/\n4:memory:/x\n1:cpu,cpuacct:/docker/4711\n");
    file("sys/fs/cgroup/cpu/docker/4711/cpu.cfs_quota_us", "50000\n");
    file("sys/fs/cgroup/cpu/docker/4711/cpu.cfs_period_us", "100000\n");
    file("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
    assertWarns(
        "processor time is limited to 0.50 of 8 processors by a control group: threads are stopped"
            + " when it is used up");
  }

  @Test
  void stolenTimeIsFound() throws IOException {
    file("proc/stat", "cpu  100 0 100 700 0 0 0 100 50 0\n");
    assertWarns(
        "processors are shared with other virtual machines, which took 10.0 % of the time since"
            + " the start of this one");
  }

  @Test
  void otherLoadIsFound() throws IOException {
    file("proc/loadavg", "4.18 3.70 2.92 5/180 22025\n");
    assertWarns("in the last minute 4.2 threads wanted a processor, of which there are 8");
  }

  @ParameterizedTest
  @CsvSource({"1, there is one processor", "2, there are 2 processors"})
  void tooFewProcessorsAreFound(int processors, String warning) {
    List<String> warnings = examined(processors).warnings();
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).startsWith(warning + ", which senders, "), warnings::toString);
  }

  @Test
  void aVirtualMachineIsFoundWithAndWithoutCounters() throws IOException {
    file("proc/cpuinfo", "processor : 0\nflags : fpu vme hypervisor lahf_lm\n");
    assertWarns(
        "this is a virtual machine without hardware counters: others may use its processors and"
            + " caches, and nothing here shows it");
    file("sys/bus/event_source/devices/cpu/type", "4");
    assertWarns("this is a virtual machine: others may use its processors and caches");
  }

  @Test
  void otherGovernorsAreFound() throws IOException {
    file("sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "powersave\n");
    assertWarns(
        "the frequency governor is performance and powersave: processors change their speed while"
            + " they measure; performance keeps it");
  }

  @Test
  void sharedCoresAreFound() throws IOException {
    file("sys/devices/system/cpu/smt/active", "1\n");
    assertWarns("each core is two processors (SMT): two threads on one core slow each other down");
  }

  @Test
  void swapInUseIsFound() throws IOException {
    file("proc/meminfo", "SwapTotal:       2097148 kB\nSwapFree:        1048572 kB\n");
    assertWarns("1024 MiB are swapped out");
  }

  @Test
  void hugePagesThatAreAlwaysOnAreFound() throws IOException {
    file("sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n");
    assertWarns("transparent huge pages are always on: the system joins pages while programs run");
  }

  @Test
  void withoutTheFilesItSaysWhatItCouldNotLookAt(@TempDir Path empty) {
    Diagnosis diagnosis = new SystemCheck(new SystemFiles(empty), 8).examine();
    assertEquals(List.of(), diagnosis.warnings());
    assertEquals(8, diagnosis.unknown().size(), diagnosis::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "proc/stat           | cpu 1 2",
        "proc/stat           | ''",
        "proc/meminfo        | SwapTotal: many",
        "proc/cpuinfo        | flags",
        "proc/self/cgroup    | nothing",
        "proc/loadavg        | ''",
        "proc/stat           | cpu a b c d e f g h",
        "proc/loadavg        | x",
      })
  void filesOfAnotherFormAreNoError(String file, String content) throws IOException {
    file(file, content);
    assertEquals(List.of(), examined(8).warnings());
  }
}
