package playhouse.contracts;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where things are and how large they may grow: one set of keys for every process.
 *
 * <p>A key is looked up in the environment, then in {@code $PLAYHOUSE_HOME/playhouse.properties},
 * then in its default. A cluster is reached by pointing the same keys elsewhere.
 */
public final class Settings {

  private final Map<String, String> environment;
  private final Properties file;

  private Settings(Map<String, String> environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  /** Reads the process's environment and the home's file, if there is one. */
  public static Settings load() {
    return of(System.getenv());
  }

  /**
   * Reads the given environment instead of the process's.
   *
   * @throws IllegalArgumentException if the home's file cannot be read
   */
  public static Settings of(Map<String, String> environment) {
    Settings bare = new Settings(environment, new Properties());
    Path path = bare.home().resolve("playhouse.properties");
    Properties file = new Properties();
    if (Files.exists(path)) {
      try (Reader reader = Files.newBufferedReader(path)) {
        file.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new IllegalArgumentException("cannot read " + path + ": " + e.getMessage(), e);
      }
    }
    return new Settings(environment, file);
  }

  /** The value of a key; empty if it is set nowhere and has no default. */
  public Optional<String> find(Setting key) {
    String value = environment.get(key.key());
    if (value == null || value.isBlank()) {
      value = file.getProperty(key.key());
    }
    if (value == null || value.isBlank()) {
      value = fallback(key);
    }
    return value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }

  /**
   * The value of a key.
   *
   * @throws IllegalArgumentException if it is set nowhere and has no default
   */
  public String get(Setting key) {
    return find(key).orElseThrow(() -> new IllegalArgumentException("set " + key.key()));
  }

  /**
   * The value of a key as a whole number.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public int number(Setting key) {
    String value = get(key);
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          key.key() + " must be a whole number, not \"" + value + "\"", e);
    }
  }

  /** The folder that holds all state of the embedded stack, absolute. */
  public Path home() {
    return Path.of(get(Setting.HOME)).toAbsolutePath().normalize();
  }

  /** The value of a key as names between commas. */
  public List<String> list(Setting key) {
    return Arrays.stream(get(key).split(",")).map(String::strip).toList();
  }

  /**
   * The zones that daily values are kept in.
   *
   * @throws IllegalArgumentException if one is unknown
   */
  public List<ZoneId> zones() {
    try {
      return list(Setting.ZONES).stream().map(ZoneId::of).toList();
    } catch (java.time.DateTimeException e) {
      throw new IllegalArgumentException(Setting.ZONES.key() + ": " + e.getMessage(), e);
    }
  }

  /** Defaults may name other keys as {@code ${KEY}}. */
  private String fallback(Setting key) {
    String text = key.fallback();
    for (Setting other : Setting.values()) {
      String hole = "${" + other.name() + "}";
      if (text.contains(hole)) {
        String filled = other == Setting.HOME ? home().toString() : get(other);
        text = text.replace(hole, filled);
      }
    }
    return text;
  }
}
