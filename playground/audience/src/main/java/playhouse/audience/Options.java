package playhouse.audience;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words after a command: {@code --name value}, or {@code --name} alone for yes. */
final class Options {

  private final Map<String, String> given = new HashMap<>();

  /**
   * Reads the words.
   *
   * @throws IllegalArgumentException if a name is not among the known ones
   */
  Options(String[] words, int from, Set<String> known) {
    for (int i = from; i < words.length; i++) {
      String word = words[i];
      if (!word.startsWith("--") || !known.contains(word.substring(2))) {
        throw new IllegalArgumentException("what is \"" + word + "\"?");
      }
      boolean alone = i + 1 == words.length || words[i + 1].startsWith("--");
      given.put(word.substring(2), alone ? "yes" : words[++i]);
      if (word.equals("--to") && i + 1 < words.length && !words[i + 1].startsWith("--")) {
        given.put("dir", words[++i]);
      }
    }
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name));
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  int number(String name, int fallback) {
    return Math.toIntExact(whole(name, fallback));
  }

  long whole(String name, long fallback) {
    String value = given.get(name);
    try {
      return value == null ? fallback : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--" + name + " must be a whole number, not \"" + value + "\"", e);
    }
  }

  double share(String name, double fallback) {
    String value = given.get(name);
    try {
      double share = value == null ? fallback : Double.parseDouble(value);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new IllegalArgumentException("--" + name + " must be from 0 to 1, not \"" + value + "\"");
  }
}
