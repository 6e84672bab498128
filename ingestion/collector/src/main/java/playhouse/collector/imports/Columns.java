package playhouse.collector.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which field of a line is which, by a header or by the format's definition. */
final class Columns {

  private final Map<String, Integer> positions = new LinkedHashMap<>();

  private final List<String> names;

  private Columns(List<String> names) {
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      positions.putIfAbsent(names.get(i), i);
    }
  }

  /** Columns that the format defines. */
  static Columns of(String... names) {
    return new Columns(List.of(names));
  }

  /** Columns that a header names; RecBole's types (name:type) are left out, case does not count. */
  static Columns header(List<String> header) {
    return new Columns(
        header.stream()
            .map(name -> name.strip().toLowerCase(Locale.ROOT).replaceFirst(":.*", ""))
            .toList());
  }

  List<String> names() {
    return names;
  }

  boolean has(String name) {
    return positions.containsKey(name);
  }

  /** The first of the names that there is. */
  Optional<String> any(String... names) {
    for (String name : names) {
      if (has(name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** A field's text without the white space around it; empty if it is blank or absent. */
  Optional<String> find(List<String> fields, String name) {
    Integer position = positions.get(name);
    if (position == null || position >= fields.size()) {
      return Optional.empty();
    }
    String text = fields.get(position).strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /** A field's text, which must not be blank. */
  String get(List<String> fields, String name) {
    return find(fields, name).orElseThrow(() -> Refusal.malformed(name + " is missing"));
  }

  /** Refuses a line that has more or fewer fields than columns. */
  void check(List<String> fields) {
    if (fields.size() != names.size()) {
      throw Refusal.malformed("%d fields instead of %d".formatted(fields.size(), names.size()));
    }
  }
}
