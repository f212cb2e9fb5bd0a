// SPDX-License-Identifier: Apache-2.0
package io.github.sluice.channel.bench.contenders;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The user's own contenders: those that the class path has a service file for. */
final class OwnContenders {
  /** The service file. */
  static final String SERVICE = "META-INF/services/" + OwnContender.class.getName();

  private static final String ID = "[a-z0-9]+(-[a-z0-9]+)*";

  /** By id, once they have been loaded without an error; under the lock of this class. */
  private static Map<String, OwnContender> present;

  private OwnContenders() {}

  /**
   * Returns those on the class path, in the order in which they are found.
   *
   * @throws IllegalArgumentException if one of them cannot be, with a message for the user
   */
  static List<Contender> present() {
    List<Contender> all = new ArrayList<>();
    loaded().keySet().forEach(id -> all.add(new OwnPeer(id)));
    return all;
  }

  /** Returns whether there is one with that id; the same is thrown. */
  static boolean isPresent(String id) {
    return loaded().containsKey(id);
  }

  /**
   * Finds one by its id.
   *
   * @throws IllegalStateException if it is not on the class path
   */
  static OwnContender find(String id) {
    OwnContender found = loaded().get(id);
    if (found == null) {
      throw new IllegalStateException(id + " is not on the class path");
    }
    return found;
  }

  /**
   * Makes sure that a text can be a label.
   *
   * @throws IllegalArgumentException if it cannot
   */
  static void requireId(String id) {
    if (id == null || !id.matches(ID)) {
      throw new IllegalArgumentException(
          "'" + id + "' is not of lower-case letters and digits, with single dashes between them");
    }
  }

  private static synchronized Map<String, OwnContender> loaded() {
    if (present == null) {
      present = load(OwnContender.class.getClassLoader());
    }
    return present;
  }

  /**
   * Loads those that a class loader finds.
   *
   * @throws IllegalArgumentException if one of them cannot be, with a message for the user
   */
  static Map<String, OwnContender> load(ClassLoader loader) {
    Set<String> taken =
        Stream.concat(Stream.of(BuiltIn.values()).map(BuiltIn::label), Stream.of("all"))
            .collect(Collectors.toSet());
    Map<String, OwnContender> loaded = new LinkedHashMap<>();
    try {
      for (OwnContender contender : ServiceLoader.load(OwnContender.class, loader)) {
        requireUsable(contender, taken);
        OwnContender other = loaded.putIfAbsent(contender.id(), contender);
        if (other != null) {
          throw new IllegalArgumentException(
              nameOf(other) + " and " + nameOf(contender) + " both have the id " + contender.id());
        }
      }
    } catch (ServiceConfigurationError e) {
      String cause = e.getCause() == null ? "" : ": " + e.getCause();
      throw new IllegalArgumentException(
          "a contender of your own cannot be loaded: " + e.getMessage() + cause, e);
    }
    return loaded;
  }

  private static void requireUsable(OwnContender contender, Set<String> taken) {
    try {
      requireId(contender.id());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(nameOf(contender) + ": the id " + e.getMessage(), e);
    }
    if (taken.contains(contender.id())) {
      throw new IllegalArgumentException(
          nameOf(contender)
              + ": the id '"
              + contender.id()
              + "' is one of the bench's own, which 'list' lists; take another");
    }
    String description = contender.description();
    if (description == null || description.isBlank() || description.lines().count() > 1) {
      throw new IllegalArgumentException(nameOf(contender) + ": the description is not one line");
    }
  }

  private static String nameOf(OwnContender contender) {
    return contender.getClass().getName();
  }
}
