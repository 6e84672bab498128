package playhouse.audience.truth;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import playhouse.audience.truth.content.ContentRows;
import playhouse.audience.truth.experience.ExperienceRows;
import playhouse.audience.truth.growth.Cohorts;
import playhouse.audience.truth.money.MoneyRows;
import playhouse.audience.truth.voice.VoiceRows;
import playhouse.audience.world.World;

/** The truth about all people and the house: the oracles of disjoint groups, added up. */
public final class Oracle {

  private final World world;
  private final List<ZoneId> zones;
  private final List<Truth> groups;
  private final boolean advised;

  /** The oracle over the oracles of groups that share nobody. */
  public Oracle(World world, List<ZoneId> zones, List<Truth> groups) {
    this(world, zones, groups, true);
  }

  private Oracle(World world, List<ZoneId> zones, List<Truth> groups, boolean advised) {
    this.world = world;
    this.zones = List.copyOf(zones);
    this.groups = List.copyOf(groups);
    this.advised = advised;
  }

  /**
   * The same without how good recommendations were (K7.4): since serving makes the lists, the
   * audience does not know them all.
   */
  public Oracle withoutAdvice() {
    return new Oracle(world, zones, groups, false);
  }

  /** Gives out every true value of every period in which anything happened, in order. */
  public void rows(Consumer<Row> out) {
    long earliest = groups.stream().mapToLong(Truth::earliest).min().orElse(Long.MAX_VALUE);
    long latest = groups.stream().mapToLong(Truth::latest).max().orElse(Long.MIN_VALUE);
    if (earliest > latest) {
      return;
    }
    Rates rates = new Rates(groups.get(0).rates().currency());
    groups.forEach(group -> rates.addAll(group.rates()));
    Known known = new Known(earliest, latest, rates);
    Tally everywhere = new Tally();
    groups.forEach(group -> group.total(known, everywhere));
    Minutes minutes = everywhere.minutes();
    ExperienceRows.settle(everywhere, minutes, minutes.together());
    for (int zone = 0; zone < zones.size(); zone++) {
      rows(zone, known, everywhere, out);
    }
  }

  private void rows(int zone, Known known, Tally everywhere, Consumer<Row> out) {
    LocalDays calendar = new LocalDays(zones.get(zone));
    Tally here = new Tally();
    Map<Integer, BitSet> shown = new TreeMap<>();
    groups.forEach(group -> group.total(zone, known, here, shown));
    Report report = new Report(known, calendar, List.of(everywhere, here), out);
    days(zone, known, calendar)
        .forEach(
            (day, book) -> {
              long begin = calendar.begin(day);
              here.add("dau", "", begin, book.people.daily);
              here.add("paid", "", begin, book.people.paid);
              new Rows(world.catalogue(), report, begin, book).all();
            });
    MoneyRows.tell(report);
    Cohorts.Rows.tell(report);
    ContentRows.tell(report);
    if (advised) {
      ContentRows.tellAdvice(report, shown);
    }
    ExperienceRows.tell(report);
    VoiceRows.tell(report);
  }

  /** Writes every true value as lines of JSON; the file is there whole or not at all. */
  public void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = file.resolveSibling(file.getFileName() + ".part");
      try (BufferedWriter writer = Files.newBufferedWriter(part)) {
        rows(row -> line(writer, row));
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private SortedMap<Integer, DayBook> days(int zone, Known known, LocalDays calendar) {
    SortedMap<Integer, DayBook> sums = new TreeMap<>();
    int first = calendar.day(known.earliest());
    int last = calendar.day(known.latest());
    for (Truth group : groups) {
      group
          .days(zone, first, last)
          .forEach((day, book) -> sums.computeIfAbsent(day, key -> new DayBook()).add(book));
    }
    return sums;
  }

  private static void line(BufferedWriter writer, Row row) {
    try {
      writer.write(row.json());
      writer.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
