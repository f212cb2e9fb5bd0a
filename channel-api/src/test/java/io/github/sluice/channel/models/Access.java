// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One access to a field.
 *
 * @param register what keeps the value that was read; empty for a plain write
 * @param field the type and the name of a field of the libraries, or the name of a user's
 * @param expected what a compare-and-set expects, and what it or a write leaves, or an addend
 * @param value the same
 * @param method the method that makes the access; empty for a user's field
 * @param twin how the weakened twin differs here, or empty
 */
record Access(
    String register,
    String field,
    Kind kind,
    Mode mode,
    int expected,
    int value,
    String method,
    String twin) {

  enum Kind {
    LOAD,
    STORE,
    CAS,
    ADD
  }

  /** The access modes of a VarHandle. A compare-and-set and an addition are volatile. */
  enum Mode {
    PLAIN,
    RELEASE,
    ACQUIRE,
    VOLATILE
  }

  private static final Pattern END = Pattern.compile("(?: @ (\\w+\\.\\w+))?(?: twin ([\\w-]+))?$");
  private static final Pattern STORE =
      Pattern.compile("([\\w.]+) = (\\d) (plain|release|volatile)");
  private static final Pattern LOAD =
      Pattern.compile("(\\w) := ([\\w.]+) (plain|acquire|volatile)");
  private static final Pattern CAS = Pattern.compile("(\\w) := ([\\w.]+) cas (\\d) (\\d)");
  private static final Pattern ADD = Pattern.compile("(\\w) := ([\\w.]+) add (\\d)");

  /** Reads a line such as {@code a := RingFields.tail cas 0 1 @ MpscRing.claim twin split}. */
  static Access parse(String line) {
    Matcher end = END.matcher(line);
    if (!end.find()) {
      throw new IllegalArgumentException(line);
    }
    String what = line.substring(0, end.start());
    String method = end.group(1) == null ? "" : end.group(1);
    String twin = end.group(2) == null ? "" : end.group(2);
    Matcher store = STORE.matcher(what);
    if (store.matches()) {
      int value = Integer.parseInt(store.group(2));
      Mode mode = mode(store.group(3));
      return new Access("", store.group(1), Kind.STORE, mode, 0, value, method, twin);
    }
    Matcher load = LOAD.matcher(what);
    if (load.matches()) {
      Mode mode = mode(load.group(3));
      return new Access(load.group(1), load.group(2), Kind.LOAD, mode, 0, 0, method, twin);
    }
    Matcher cas = CAS.matcher(what);
    if (cas.matches()) {
      int expected = Integer.parseInt(cas.group(3));
      int value = Integer.parseInt(cas.group(4));
      return new Access(
          cas.group(1), cas.group(2), Kind.CAS, Mode.VOLATILE, expected, value, method, twin);
    }
    Matcher add = ADD.matcher(what);
    if (add.matches()) {
      int value = Integer.parseInt(add.group(3));
      return new Access(
          add.group(1), add.group(2), Kind.ADD, Mode.VOLATILE, 0, value, method, twin);
    }
    throw new IllegalArgumentException(line);
  }

  private static Mode mode(String word) {
    return Mode.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Returns what the twin does in place of this access. */
  List<Access> weakened() {
    return switch (twin) {
      case "" -> List.of(this);
      case "skip" -> List.of();
      case "plain-load" -> List.of(as(Kind.LOAD, Mode.PLAIN));
      case "split" -> List.of(as(Kind.LOAD, Mode.PLAIN), as(Kind.STORE, Mode.PLAIN));
      case "plain", "release", "acquire" ->
          List.of(as(kind == Kind.LOAD ? Kind.LOAD : Kind.STORE, mode(twin)));
      default -> throw new IllegalArgumentException(twin);
    };
  }

  private Access as(Kind newKind, Mode newMode) {
    String kept = newKind == Kind.STORE ? "" : register;
    return new Access(kept, field, newKind, newMode, expected, value, method, "");
  }

  /** Returns whether it reads and writes in one. */
  boolean isUpdate() {
    return kind == Kind.CAS || kind == Kind.ADD;
  }

  /** Returns the name of the field alone, as a location of a litmus test. */
  String location() {
    return location(field);
  }

  static String location(String field) {
    return field.substring(field.indexOf('.') + 1);
  }

  static List<Access> weakened(List<Access> accesses) {
    List<Access> weakened = new ArrayList<>();
    accesses.forEach(access -> weakened.addAll(access.weakened()));
    return weakened;
  }
}
