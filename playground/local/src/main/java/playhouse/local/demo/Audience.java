package playhouse.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import playhouse.local.process.Bound;
import playhouse.local.process.Foreground;
import playhouse.local.process.LocalFailure;
import playhouse.local.stack.House;
import playhouse.local.stack.Plans;

/**
 * The simulated platform that plays the demo's world: its past, its live traffic, and what it knows
 * to be true.
 */
public final class Audience {
  private static final String RUN = "demo";
  private static final String MAIN = "playhouse.audience.Main";
  private static final String MODULE = "playground/audience";
  private static final Duration HISTORY_LIMIT = Duration.ofMinutes(20);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();
  private final House house;
  private final Foreground foreground;
  private final Path folder;

  /** Of that house. */
  public Audience(House house, Foreground foreground) {
    this.house = house;
    this.foreground = foreground;
    this.folder = house.home().resolve("truth");
  }

  /**
   * What became of one family's events, by the audience's own count; refused ones it sent on
   * purpose.
   */
  record Sent(long accepted, long rejected, long duplicates) {
    static final Sent NOTHING = new Sent(0, 0, 0);

    Sent minus(Sent earlier) {
      return new Sent(
          accepted - earlier.accepted,
          rejected - earlier.rejected,
          duplicates - earlier.duplicates);
    }
  }

  /** True when this home's world has had its past. */
  boolean hasPast() {
    return Files.exists(folder.resolve(RUN + "-sent.json"));
  }

  /** When events of the past arrive, seen from the end of its last day. */
  public enum Arriving {
    EVER,
    BEFORE,
    AFTER
  }

  /** Acts out the past into Kafka; of what happened, tells what arrives at such a time. */
  public void history(int people, int days, long seed, Arriving arriving) {
    run(
        "history",
        HISTORY_LIMIT,
        "--seed",
        Long.toString(seed),
        "--people",
        Integer.toString(people),
        "--days",
        Integer.toString(days),
        "--to",
        "kafka",
        "--arriving",
        arriving.name().toLowerCase(Locale.ROOT));
  }

  /** Lets people act now, over HTTP, with repeats, late, shuffled and bad events among theirs. */
  public void live(int minutes, int eventsPerSecond, long seed) {
    run(
        "live",
        Duration.ofMinutes(minutes).plus(STOP_LIMIT),
        "--seed",
        Long.toString(seed),
        "--minutes",
        Integer.toString(minutes),
        "--rate",
        Integer.toString(eventsPerSecond));
  }

  /** By family; empty before anything was sent. */
  Map<String, Sent> sent() {
    Map<String, Sent> sent = new HashMap<>();
    summary()
        .ifPresent(
            summary ->
                summary
                    .path("families")
                    .forEach(
                        family ->
                            sent.put(
                                family.path("family").asText(),
                                new Sent(
                                    family.path("accepted").asLong(),
                                    family.path("rejected").asLong(),
                                    family.path("duplicates").asLong()))));
    return sent;
  }

  /** The true values, a line of JSON each. */
  public Path truth() {
    return folder.resolve(RUN + ".jsonl");
  }

  private Optional<JsonNode> summary() {
    Path file = folder.resolve(RUN + "-sent.json");
    try {
      return Files.exists(file) ? Optional.of(JSON.readTree(file.toFile())) : Optional.empty();
    } catch (IOException e) {
      throw new LocalFailure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private void run(String command, Duration limit, String... options) {
    List<String> line =
        new ArrayList<>(
            List.of(House.java().toString(), "-Xmx768m", "-XX:+ExitOnOutOfMemoryError"));
    line.addAll(Bound.GENTLY.main(MAIN));
    line.addAll(List.of(command, "--run", RUN));
    line.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("CLASSPATH", house.classPaths().of("audience", MODULE));
    builder.environment().putAll(Plans.networks(house.settings()));
    foreground.run(command, limit, Bound.GENTLY, builder);
  }
}
