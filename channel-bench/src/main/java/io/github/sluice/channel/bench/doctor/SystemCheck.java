// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what Linux says of the machine in files; elsewhere it says what it could not look at. */
final class SystemCheck {
  /** Of one processor's time, in percent. */
  private static final double MUCH_STEAL = 0.5;

  private static final double MUCH_LOAD = 0.5;

  private final SystemFiles files;
  private final int processors;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  SystemCheck(SystemFiles files, int processors) {
    this.files = files;
    this.processors = processors;
  }

  Diagnosis examine() {
    quota();
    steal();
    load();
    processors();
    virtualMachine();
    governor();
    siblings();
    memory();
    hugePages();
    return new Diagnosis(List.copyOf(warnings), List.copyOf(unknown));
  }

  /** A control group's limit, in either version of them, here or in a group above. */
  private void quota() {
    List<String> groups = groups();
    if (groups.isEmpty()) {
      unknown.add("limits and throttling of processors (no control groups)");
      return;
    }
    for (String group : groups) {
      limit(group)
          .ifPresent(
              limit ->
                  warnings.add(
                      String.format(
                          Locale.ROOT,
                          "processor time is limited to %.2g of %d processors by a control group:"
                              + " threads are stopped when it is used up",
                          limit,
                          processors)));
      long throttled = files.number(group + "/cpu.stat", "nr_throttled").orElse(0L);
      if (throttled > 0) {
        warnings.add(
            "a control group has stopped its threads "
                + throttled
                + " times for using up their processor time");
      }
    }
  }

  /** Returns the directories of the groups of this process, its own first. */
  private List<String> groups() {
    List<String> groups = new ArrayList<>();
    for (String line : files.read("proc/self/cgroup").orElse("").lines().toList()) {
      String[] parts = line.split(":", 3);
      if (parts.length < 3) {
        continue;
      }
      String hierarchy =
          parts[1].isEmpty()
              ? "sys/fs/cgroup"
              : List.of(parts[1].split(",")).contains("cpu") ? "sys/fs/cgroup/cpu" : null;
      if (hierarchy != null && files.exists(hierarchy)) {
        String path = parts[2].replaceAll("/+$", "");
        while (!path.isEmpty()) {
          groups.add(hierarchy + path);
          path = path.substring(0, path.lastIndexOf('/'));
        }
        groups.add(hierarchy);
      }
    }
    return groups;
  }

  /** Returns how many processors a group may use, if it is limited. */
  private Optional<Double> limit(String group) {
    String[] words =
        files
            .read(group + "/cpu.max")
            .orElseGet(
                () ->
                    files.read(group + "/cpu.cfs_quota_us").orElse("max")
                        + " "
                        + files.read(group + "/cpu.cfs_period_us").orElse("100000"))
            .split("\\s+");
    return words.length == 2 && words[0].matches("\\d{1,18}") && words[1].matches("[1-9]\\d{0,17}")
        ? Optional.of(Double.parseDouble(words[0]) / Double.parseDouble(words[1]))
        : Optional.empty();
  }

  private void steal() {
    Optional<List<String>> times =
        files
            .line("proc/stat", "cpu")
            .filter(words -> words.size() >= 8)
            .filter(words -> words.stream().allMatch(word -> word.matches("\\d{1,18}")));
    if (times.isEmpty()) {
      unknown.add("time stolen by other virtual machines (no /proc/stat)");
      return;
    }
    // user, nice, system, idle, iowait, irq, softirq, steal; what follows is in the first two
    double all = times.get().stream().limit(8).mapToDouble(Double::parseDouble).sum();
    double percent = 100 * Double.parseDouble(times.get().get(7)) / Math.max(1, all);
    if (percent >= MUCH_STEAL) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "processors are shared with other virtual machines, which took %.1f %% of the time"
                  + " since the start of this one",
              percent));
    }
  }

  private void load() {
    Optional<String> load =
        files.read("proc/loadavg").filter(text -> text.matches("\\d+\\.\\d+ .*"));
    if (load.isEmpty()) {
      unknown.add("the load (no /proc/loadavg)");
      return;
    }
    double lastMinute = Double.parseDouble(load.get().split("\\s+")[0]);
    if (lastMinute >= MUCH_LOAD) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "in the last minute %.1f threads wanted a processor, of which there are %d",
              lastMinute,
              processors));
    }
  }

  private void processors() {
    if (processors < 4) {
      warnings.add(
          "there "
              + (processors == 1 ? "is one processor" : "are " + processors + " processors")
              + ", which senders, receivers, the collector and the compiler share");
    }
  }

  private void virtualMachine() {
    Optional<List<String>> flags = files.line("proc/cpuinfo", "flags");
    if (flags.isEmpty()) {
      unknown.add("whether this is a virtual machine (no flags in /proc/cpuinfo)");
    } else if (flags.get().contains("hypervisor")) {
      warnings.add(
          files.exists("sys/bus/event_source/devices/cpu")
              ? "this is a virtual machine: others may use its processors and caches"
              : "this is a virtual machine without hardware counters: others may use its processors"
                  + " and caches, and nothing here shows it");
    }
  }

  private void governor() {
    List<String> governors =
        files.readEach("sys/devices/system/cpu", "cpu\\d+", "cpufreq/scaling_governor").stream()
            .distinct()
            .sorted()
            .toList();
    if (governors.isEmpty()) {
      unknown.add("the frequency governor (no cpufreq)");
    } else if (!governors.equals(List.of("performance"))) {
      warnings.add(
          "the frequency governor is "
              + String.join(" and ", governors)
              + ": processors change their speed while they measure; performance keeps it");
    }
  }

  private void siblings() {
    Optional<String> active = files.read("sys/devices/system/cpu/smt/active");
    if (active.isEmpty()) {
      unknown.add("whether processors share a core (no smt/active)");
    } else if (active.get().equals("1")) {
      warnings.add(
          "each core is two processors (SMT): two threads on one core slow each other down");
    }
  }

  private void memory() {
    Optional<Long> total = files.number("proc/meminfo", "SwapTotal");
    Optional<Long> free = files.number("proc/meminfo", "SwapFree");
    if (total.isEmpty() || free.isEmpty()) {
      unknown.add("swap (no /proc/meminfo)");
    } else if (total.get() > free.get()) {
      warnings.add((total.get() - free.get()) / 1024 + " MiB are swapped out");
    }
  }

  private void hugePages() {
    Optional<String> enabled = files.read("sys/kernel/mm/transparent_hugepage/enabled");
    if (enabled.isEmpty()) {
      unknown.add("transparent huge pages");
    } else if (enabled.get().contains("[always]")) {
      warnings.add(
          "transparent huge pages are always on: the system joins pages while programs run");
    }
  }
}
