package playhouse.audience.recount;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import playhouse.audience.render.Dressed;
import playhouse.contracts.facts.PlaybackError;
import playhouse.contracts.facts.PlaybackHeartbeat;
import playhouse.contracts.facts.PlaybackStall;
import playhouse.contracts.facts.PlaybackStart;
import playhouse.contracts.facts.PlaybackStop;

/** All that was said of one play. */
final class Play {

  private final List<long[]> stretches = new ArrayList<>();
  private @Nullable Dressed start;
  private long runtime = 1;
  private long played;
  private long startup = -1;
  private long stalled;
  private long stalls;
  private boolean fatal;

  /** Those that have a start, by the day of it. */
  static Map<LocalDate, List<Play>> byDay(Sheet sheet) {
    Map<String, Play> plays = new HashMap<>();
    sheet.events().forEach(event -> tell(event, plays));
    Map<LocalDate, List<Play>> byDay = new TreeMap<>();
    for (Play play : plays.values()) {
      if (play.start != null) {
        byDay.computeIfAbsent(sheet.day(play.start), key -> new ArrayList<>()).add(play);
      }
    }
    return byDay;
  }

  private static void tell(Dressed event, Map<String, Play> plays) {
    SpecificRecordBase body = event.body();
    if (body instanceof PlaybackStart start) {
      Play play = play(start.getPlay(), plays);
      play.start = event;
      play.runtime = start.getRuntimeMillis();
    } else if (body instanceof PlaybackHeartbeat beat) {
      Play play = play(beat.getPlay(), plays);
      play.stretches.add(new long[] {beat.getFromMillis(), beat.getToMillis()});
      play.played += beat.getPlayedMillis();
      play.startup = Math.max(play.startup, orNone(beat.getStartupMillis()));
    } else if (body instanceof PlaybackStall stall && stall.getCause().equals("network")) {
      Play play = play(stall.getPlay(), plays);
      play.stalled += stall.getStalledMillis();
      play.stalls++;
    } else if (body instanceof PlaybackError error && error.getFatal()) {
      play(error.getPlay(), plays).fatal = true;
    } else if (body instanceof PlaybackStop stop) {
      Play play = play(stop.getPlay(), plays);
      play.startup = Math.max(play.startup, orNone(stop.getStartupMillis()));
    }
  }

  private static Play play(String id, Map<String, Play> plays) {
    return plays.computeIfAbsent(id, key -> new Play());
  }

  private static long orNone(@Nullable Long value) {
    return value == null ? -1 : value;
  }

  Dressed start() {
    return Objects.requireNonNull(start);
  }

  /** What its start says. */
  PlaybackStart said() {
    return (PlaybackStart) start().body();
  }

  @Nullable UUID person() {
    return start().envelope().getPerson();
  }

  long played() {
    return played;
  }

  /** −1 if nobody told. */
  long startup() {
    return startup;
  }

  long stalled() {
    return stalled;
  }

  long stalls() {
    return stalls;
  }

  boolean failedToStart() {
    return fatal && stretches.isEmpty() && startup < 0;
  }

  boolean brokeOff() {
    return fatal && !failedToStart();
  }

  Instant at() {
    return start().envelope().getOccurred();
  }

  /** All of it, and by what served it to whom. */
  List<String> slices() {
    return List.of(
        "",
        "cdn=" + said().getCdn(),
        "platform=" + start().envelope().getPlatform(),
        "country=" + start().envelope().getCountry());
  }

  /** True if most of it was seen. */
  boolean mostSeen() {
    return 10 * distinct() >= 7 * runtime;
  }

  double completion() {
    return Math.min(1, (double) distinct() / runtime);
  }

  boolean qualified() {
    return distinct() >= 30_000 || (runtime < 60_000 && distinct() * 2 >= runtime);
  }

  private long distinct() {
    stretches.sort(Comparator.comparingLong(s -> s[0]));
    long covered = 0;
    long sum = 0;
    for (long[] stretch : stretches) {
      long from = Math.max(covered, stretch[0]);
      long to = Math.min(runtime, stretch[1]);
      sum += Math.max(0, to - from);
      covered = Math.max(covered, to);
    }
    return sum;
  }
}
