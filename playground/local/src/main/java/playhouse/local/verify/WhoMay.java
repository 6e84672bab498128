package playhouse.local.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import playhouse.contracts.Role;

/**
 * Who may ask what, as people have agreed to it in {@code who-may.txt}: apart from what the routes
 * say of themselves, so that one that says too much is found. What is not in it is nobody's to ask.
 *
 * @param roles by route, such as {@code GET /v1/plans}; none where everybody may
 */
record WhoMay(Map<String, Set<String>> roles) {
  private static final String FILE = "/who-may.txt";
  private static final String EVERYBODY = "everybody";

  /** Every role, but not who has none. */
  private static final String ALL = "all";

  /** As the file has it. */
  static WhoMay agreed() {
    try (InputStream in = WhoMay.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing from the class path");
      }
      return of(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As those lines have it. */
  static WhoMay of(BufferedReader lines) {
    Map<String, Set<String>> roles = new TreeMap<>();
    lines
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(line -> add(roles, line.split("\\s+")));
    return new WhoMay(roles);
  }

  private static void add(Map<String, Set<String>> roles, String... words) {
    if (words.length < 3) {
      throw unknown(words);
    }
    Set<String> may = new TreeSet<>();
    for (String word : Arrays.asList(words).subList(2, words.length)) {
      switch (word) {
        case EVERYBODY -> {}
        case ALL -> Arrays.stream(Role.values()).map(Role::text).forEach(may::add);
        default -> may.add(Role.of(word).orElseThrow(() -> unknown(words)).text());
      }
    }
    if (may.isEmpty() != Arrays.asList(words).contains(EVERYBODY)) {
      throw unknown(words);
    }
    if (roles.put(words[0] + " " + words[1], may) != null) {
      throw new IllegalStateException(words[0] + " " + words[1] + " is in " + FILE + " twice");
    }
  }

  private static IllegalStateException unknown(String... words) {
    return new IllegalStateException(
        FILE + ": this is no method, path and roles: " + String.join(" ", words));
  }

  /** Whether that is agreed to be everybody's, without saying who they are. */
  boolean everybody(Asking.Route route) {
    return roles.containsKey(route.toString()) && roles.get(route.toString()).isEmpty();
  }

  /** Whether that is agreed to be that role's to ask. */
  boolean may(Role role, Asking.Route route) {
    return roles.getOrDefault(route.toString(), Set.of()).contains(role.text());
  }

  /** Where it and what the routes say of themselves differ, either way. */
  List<String> faults(List<Asking.Route> routes) {
    List<String> faults = new ArrayList<>();
    Set<String> unseen = new TreeSet<>(roles.keySet());
    for (Asking.Route route : routes) {
      Set<String> agreed = roles.get(route.toString());
      unseen.remove(route.toString());
      if (agreed == null) {
        faults.add(route + " is not in " + FILE);
      } else if (!agreed.equals(route.roles())) {
        faults.add(route + " says " + new TreeSet<>(route.roles()) + ", agreed was " + agreed);
      }
    }
    unseen.forEach(route -> faults.add(route + " is in " + FILE + ", but there is none"));
    return faults;
  }
}
