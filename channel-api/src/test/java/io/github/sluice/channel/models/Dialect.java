// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.models;

import io.github.sluice.channel.models.Access.Kind;
import io.github.sluice.channel.models.Access.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a model becomes in the language of a litmus test. HotSpot's code for AArch64 is that of C2
 * with the atomic instructions of Armv8.1 ({@code ldar}, {@code stlr}, {@code casal}) and that of
 * C1, with barriers and exclusive pairs; threads may run code of both.
 */
enum Dialect {
  /** Java's access modes, by the axioms in {@code java.cat}. */
  JAVA("Java") {
    @Override
    void add(List<String> code, Access access, int thread, Model model) {
      String field = "X" + model.fields().indexOf(access.field());
      String read = access.register().isEmpty() ? "" : "int " + access.register() + " = ";
      code.add(
          "  "
              + read
              + field
              + switch (access.kind()) {
                case LOAD -> "." + GETTERS.get(access.mode()) + "();";
                case STORE -> "." + SETTERS.get(access.mode()) + "(" + access.value() + ");";
                case CAS ->
                    ".compareAndExchange(" + access.expected() + "," + access.value() + ");";
                case ADD -> ".getAndAdd(" + access.value() + ");";
              });
    }

    @Override
    String register(Model model, String register) {
      return register;
    }

    @Override
    String pointer(Model model, String field) {
      return "X" + model.fields().indexOf(field);
    }

    @Override
    String program(List<List<String>> threads) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < threads.size(); i++) {
        text.append("Thread").append(i).append(" {\n");
        threads.get(i).forEach(line -> text.append(line).append('\n'));
        text.append("}\n");
      }
      return text.toString();
    }
  },

  X86_64("X86_64") {
    @Override
    void add(List<String> code, Access access, int thread, Model model) {
      String at = "(" + access.location() + ")";
      switch (access.kind()) {
        case LOAD -> code.add("movl " + at + ",%" + name(model, access));
        case STORE -> {
          code.add("movl $" + access.value() + "," + at);
          if (access.mode() == Mode.VOLATILE) {
            code.add("mfence"); // HotSpot's is a locked addition to the stack
          }
        }
        case CAS -> {
          code.add("movl $" + access.expected() + ",%eax");
          code.add("movl $" + access.value() + ",%ecx");
          code.add("lock cmpxchgl " + at + ",%ecx");
          code.add("movl %eax,%" + name(model, access));
        }
        case ADD -> code.add("lock addl $" + access.value() + "," + at);
      }
    }

    private String name(Model model, Access access) {
      return "e" + X86_REGISTERS.get(model.indexOf(access.register()));
    }

    @Override
    String register(Model model, String register) {
      return "r" + X86_REGISTERS.get(model.indexOf(register));
    }
  },

  AARCH64_C2("AArch64") {
    @Override
    void add(List<String> code, Access access, int thread, Model model) {
      addC2(code, access, model);
    }
  },

  AARCH64_C1("AArch64") {
    @Override
    void add(List<String> code, Access access, int thread, Model model) {
      addC1(code, access, thread, model);
    }
  },

  AARCH64_C2_AND_C1("AArch64") {
    @Override
    void add(List<String> code, Access access, int thread, Model model) {
      if (thread % 2 == 0) {
        addC2(code, access, model);
      } else {
        addC1(code, access, thread, model);
      }
    }
  },

  AARCH64_C1_AND_C2("AArch64") {
    @Override
    void add(List<String> code, Access access, int thread, Model model) {
      if (thread % 2 == 0) {
        addC1(code, access, thread, model);
      } else {
        addC2(code, access, model);
      }
    }
  };

  private static final Map<Mode, String> GETTERS =
      Map.of(Mode.PLAIN, "get", Mode.ACQUIRE, "getAcquire", Mode.VOLATILE, "getVolatile");
  private static final Map<Mode, String> SETTERS =
      Map.of(Mode.PLAIN, "set", Mode.RELEASE, "setRelease", Mode.VOLATILE, "setVolatile");
  private static final List<String> X86_REGISTERS = List.of("bx", "dx", "si", "di");

  private static final List<String> X86_STRONG =
      List.of(
          "combiner-handover-twin",
          "contents-twin",
          "d1-signal-twin",
          "end-of-stream-twin",
          "failure-cause-twin",
          "real-time-null-twin",
          "slot-reuse-limit-twin",
          "slot-reuse-twin");
  private static final List<String> C1_STRONG =
      List.of(
          "close-future-twin",
          "d2-batch-twin",
          "d2-permits-twin",
          "d2-rendezvous-twin",
          "d2-watcher-twin",
          "d2-twin",
          "gate-twin",
          "lease-cancel-twin",
          "real-time-full-cas-twin",
          "real-time-full-twin",
          "real-time-null-twin",
          "selector-twin");

  private final String architecture;

  Dialect(String architecture) {
    this.architecture = architecture;
  }

  /** Adds the instructions of an access. */
  abstract void add(List<String> code, Access access, int thread, Model model);

  /** Returns the options of herd7. */
  List<String> options() {
    return this == JAVA ? List.of("-model", "src/test/models/java.cat") : List.of();
  }

  /**
   * Returns the twins that never fail, for the order of the processor or the code makes up for what
   * is weaker: x86-64 delays nothing but a write past a read; C1 puts a barrier before each
   * volatile read and after each volatile write.
   */
  List<String> strongTwins() {
    return switch (this) {
      case JAVA, AARCH64_C2 -> List.of();
      case X86_64 -> X86_STRONG;
      case AARCH64_C1 -> C1_STRONG;
      case AARCH64_C1_AND_C2 ->
          C1_STRONG.stream()
              .filter(twin -> !twin.matches("lease-cancel-twin|real-time-null-twin"))
              .toList();
      case AARCH64_C2_AND_C1 -> List.of("lease-cancel-twin", "real-time-null-twin");
    };
  }

  /** Returns the litmus test of a model. */
  String test(Model model) {
    List<List<String>> code = new ArrayList<>();
    for (int i = 0; i < model.threads().size(); i++) {
      List<String> lines = new ArrayList<>();
      for (Access access : model.threads().get(i)) {
        add(lines, access, i, model);
      }
      String failed = failed(i);
      if (lines.stream().anyMatch(line -> line.endsWith(failed))) {
        lines.add(failed + ":");
      }
      code.add(lines);
    }
    return architecture
        + " "
        + model.name()
        + "\n"
        + initial(model)
        + program(code)
        + exists(model);
  }

  private String initial(Model model) {
    StringBuilder text = new StringBuilder("{\n");
    model.initial().forEach((f, v) -> text.append(Access.location(f) + "=" + v + ";\n"));
    for (int i = 0; i < model.threads().size(); i++) {
      for (String field : model.fields()) {
        String pointer = pointer(model, field);
        if (!pointer.isEmpty()) {
          text.append(i + ":" + pointer + "=" + Access.location(field) + ";\n");
        }
      }
    }
    return text.append("}\n").toString();
  }

  /** Returns the variable that leads to a field, or nothing if code names the field itself. */
  String pointer(Model model, String field) {
    return this == X86_64 ? "" : "X" + (10 + model.fields().indexOf(field));
  }

  /** Returns where a value that was read is at the end. */
  String register(Model model, String register) {
    return "X" + (20 + model.indexOf(register));
  }

  /** Returns the code in columns. */
  String program(List<List<String>> threads) {
    int rows = threads.stream().mapToInt(List::size).max().orElseThrow();
    StringBuilder text = new StringBuilder(" ");
    text.append(
        IntStream.range(0, threads.size())
            .mapToObj(i -> "P" + i)
            .collect(Collectors.joining(" | ", "", " ;\n")));
    for (int row = 0; row < rows; row++) {
      int line = row;
      text.append(' ');
      text.append(
          threads.stream()
              .map(code -> line < code.size() ? code.get(line) : "")
              .collect(Collectors.joining(" | ", "", " ;\n")));
    }
    return text.toString();
  }

  /** Returns the outcomes that must not be; what the twin does not read is left out. */
  private String exists(Model model) {
    return model.never().stream()
        .map(values -> outcome(model, values))
        .collect(Collectors.joining(" \\/ ", "exists ", "\n"));
  }

  private String outcome(Model model, Map<String, Integer> values) {
    List<String> terms = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          int thread = model.threadOf(name);
          if (thread >= 0 && isKept(model, name)) {
            terms.add(thread + ":" + register(model, name) + "=" + value);
          } else if (name.length() > 1) {
            terms.add("[" + Access.location(name) + "]=" + value);
          }
        });
    for (int i = 0; i < model.threads().size(); i++) {
      if (hasExclusives(i) && model.threads().get(i).stream().anyMatch(Access::isUpdate)) {
        terms.add(i + ":X8=0");
      }
    }
    return "(" + String.join(" /\\ ", terms) + ")";
  }

  /** Whether the code of a thread is that of C1 for AArch64. */
  private boolean hasExclusives(int thread) {
    return this == AARCH64_C1
        || this == AARCH64_C2_AND_C1 && thread % 2 == 1
        || this == AARCH64_C1_AND_C2 && thread % 2 == 0;
  }

  /** x86-64 has no instruction here for an addition that returns what was there. */
  private boolean isKept(Model model, String register) {
    return this != X86_64
        || model.threads().stream()
            .flatMap(List::stream)
            .noneMatch(a -> a.register().equals(register) && a.kind() == Kind.ADD);
  }

  /**
   * Where a thread ends whose exclusive store has failed: it would try again, so it is left out.
   */
  private static String failed(int thread) {
    return "F" + thread;
  }

  private static void addC2(List<String> code, Access access, Model model) {
    String at = "[X" + (10 + model.fields().indexOf(access.field())) + "]";
    String to = access.register().isEmpty() ? "" : "W" + (20 + model.indexOf(access.register()));
    switch (access.kind()) {
      case LOAD -> code.add((access.mode() == Mode.PLAIN ? "LDR " : "LDAR ") + to + "," + at);
      case STORE -> {
        code.add("MOV W9,#" + access.value());
        if (access.mode() == Mode.RELEASE) {
          code.add("DMB ISH"); // only the store of a volatile write becomes STLR
        }
        code.add((access.mode() == Mode.VOLATILE ? "STLR W9," : "STR W9,") + at);
      }
      case CAS -> {
        code.add("MOV " + to + ",#" + access.expected());
        code.add("MOV W9,#" + access.value());
        code.add("CASAL " + to + ",W9," + at);
      }
      case ADD -> {
        code.add("MOV W9,#" + access.value());
        code.add("LDADDAL W9," + to + "," + at);
      }
    }
  }

  private static void addC1(List<String> code, Access access, int thread, Model model) {
    String at = "[X" + (10 + model.fields().indexOf(access.field())) + "]";
    String to = access.register().isEmpty() ? "" : "W" + (20 + model.indexOf(access.register()));
    switch (access.kind()) {
      case LOAD -> {
        if (access.mode() == Mode.VOLATILE) {
          code.add("DMB ISH"); // C2 may have compiled the store before it to STLR
        }
        code.add("LDR " + to + "," + at);
        if (access.mode() != Mode.PLAIN) {
          code.add("DMB ISHLD");
        }
      }
      case STORE -> {
        code.add("MOV W9,#" + access.value());
        if (access.mode() != Mode.PLAIN) {
          code.add("DMB ISH");
        }
        code.add("STR W9," + at);
        if (access.mode() == Mode.VOLATILE) {
          code.add("DMB ISH");
        }
      }
      case CAS -> {
        String end = "L" + thread + code.size();
        code.add("LDAXR " + to + "," + at);
        code.add("CMP " + to + ",#" + access.expected());
        code.add("B.NE " + end);
        code.add("MOV W9,#" + access.value());
        code.add("STLXR W8,W9," + at);
        code.add("CBNZ W8," + failed(thread));
        code.add(end + ":");
        code.add("DMB ISH");
      }
      case ADD -> {
        code.add("LDAXR " + to + "," + at);
        code.add("ADD W9," + to + ",#" + access.value());
        code.add("STLXR W8,W9," + at);
        code.add("CBNZ W8," + failed(thread));
        code.add("DMB ISH");
      }
    }
  }
}
