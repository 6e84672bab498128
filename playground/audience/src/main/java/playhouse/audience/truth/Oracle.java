package playhouse.audience.truth;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import playhouse.audience.world.World;

/** The truth about all people: the oracles of disjoint groups, added up. */
public final class Oracle {

  private final World world;
  private final List<ZoneId> zones;
  private final List<Truth> groups;

  /** The oracle over the oracles of groups that share nobody. */
  public Oracle(World world, List<ZoneId> zones, List<Truth> groups) {
    this.world = world;
    this.zones = List.copyOf(zones);
    this.groups = List.copyOf(groups);
  }

  /** Gives out every true value of every day on which anything happened, in order. */
  public void rows(Consumer<Row> out) {
    for (int zone = 0; zone < zones.size(); zone++) {
      String name = zones.get(zone).getId();
      days(zone).forEach((day, book) -> Rows.of(world.catalogue(), name, day, book).forEach(out));
    }
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

  private SortedMap<Integer, DayBook> days(int zone) {
    SortedMap<Integer, DayBook> sums = new TreeMap<>();
    long earliest = groups.stream().mapToLong(Truth::earliest).min().orElse(Long.MAX_VALUE);
    long latest = groups.stream().mapToLong(Truth::latest).max().orElse(Long.MIN_VALUE);
    if (earliest > latest) {
      return sums;
    }
    LocalDays calendar = new LocalDays(zones.get(zone));
    int first = calendar.day(earliest);
    int last = calendar.day(latest);
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
