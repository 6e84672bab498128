package playhouse.serving.analytics.behaviour;

import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.greaterThanOrEqual;
import static org.apache.iceberg.expressions.Expressions.lessThanOrEqual;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;
import playhouse.serving.analytics.lake.LakeCatalog;
import playhouse.serving.analytics.lake.LakeRows;
import playhouse.serving.analytics.lake.LakeTable;
import playhouse.serving.platform.Refusal;

/**
 * What people did in some days, from core tables: in memory while it is asked, and no more of it
 * than a process can hold.
 */
final class Doings {
  private static final int MOST = 2_000_000;
  private static final double NEARLY_ALL = 0.9;
  private static final String DAY = "day";
  private static final String PERSON = "person";
  private static final String OCCURRED = "occurred";

  private final LakeTable plays;
  private final LakeTable interactions;
  private final LakeTable views;
  private final LakeTable payments;
  private final LakeTable registrations;
  private final LakeTable activity;
  private final LakeTable identities;

  /**
   * Somebody with a day of theirs.
   *
   * @param day UTC
   */
  record PersonDay(String person, LocalDate day) {}

  Doings(LakeCatalog lake, Clock clock) {
    plays = new LakeTable(lake, clock, "core.plays");
    interactions = new LakeTable(lake, clock, "core.interactions");
    views = new LakeTable(lake, clock, "raw.interaction");
    payments = new LakeTable(lake, clock, "core.payments");
    registrations = new LakeTable(lake, clock, "core.registrations");
    activity = new LakeTable(lake, clock, "core.activity");
    identities = new LakeTable(lake, clock, "core.identities");
  }

  /**
   * What each person did, the earliest first.
   *
   * @param events which of them are read
   * @param wanted which are kept
   * @throws Refusal 400 if it is too much; 503 if there is no lake
   */
  Map<String, List<Doing>> of(
      LocalDate from, LocalDate to, Set<String> events, Predicate<Doing> wanted) {
    Map<String, String> merged = merged();
    Map<String, List<Doing>> people = new HashMap<>();
    int[] kept = {0};
    Consumer<Doing> taker =
        doing -> {
          if (wanted.test(doing)) {
            enough(++kept[0]);
            people.computeIfAbsent(doing.person(), who -> new ArrayList<>()).add(doing);
          }
        };
    Expression days = between(from, to);
    if (events.stream().anyMatch(Happenings.OF_PLAYS::contains)) {
      plays(days, merged, events, taker);
    }
    if (Happenings.anyInteraction(events)) {
      interactions(days, merged, events, taker);
    }
    if (events.contains(Happenings.VIEWED)) {
      pages(from, to, merged, taker);
    }
    others(days, merged, events, taker);
    people.values().forEach(all -> all.sort(Doing.EARLIEST_FIRST));
    return people;
  }

  /** The days on which people registered. */
  List<PersonDay> registrations(LocalDate from, LocalDate to) {
    return days(registrations, from, to);
  }

  /** The days on which people were active; more than once where they often were. */
  List<PersonDay> activity(LocalDate from, LocalDate to) {
    return days(activity, from, to);
  }

  private List<PersonDay> days(LakeTable table, LocalDate from, LocalDate to) {
    Map<String, String> merged = merged();
    List<PersonDay> found = new ArrayList<>();
    read(
        table,
        between(from, to),
        List.of(DAY, PERSON),
        row -> {
          enough(found.size());
          found.add(new PersonDay(person(row, merged), (LocalDate) row.getField(DAY)));
        });
    return found;
  }

  private void plays(
      Expression days, Map<String, String> merged, Set<String> events, Consumer<Doing> taker) {
    read(
        plays,
        days,
        List.of(
            DAY,
            PERSON,
            "title",
            "started",
            "ended",
            "qualified",
            "completion",
            "surface",
            "platform",
            "country"),
        row -> {
          play(row, merged, Happenings.START, "started", events, taker);
          if (Boolean.TRUE.equals(row.getField("qualified"))) {
            play(row, merged, Happenings.WATCHED, "started", events, taker);
          }
          if (row.getField("completion") instanceof Number share
              && share.doubleValue() >= NEARLY_ALL) {
            play(row, merged, Happenings.COMPLETED, "ended", events, taker);
          }
        });
  }

  private static void play(
      Record row,
      Map<String, String> merged,
      String event,
      String at,
      Set<String> events,
      Consumer<Doing> taker) {
    if (events.contains(event)) {
      taker.accept(
          new Doing(
              person(row, merged),
              micros(row.getField(at)),
              event,
              text(row.getField("title")),
              "",
              text(row.getField("surface")),
              text(row.getField("platform")),
              text(row.getField("country"))));
    }
  }

  private void interactions(
      Expression days, Map<String, String> merged, Set<String> events, Consumer<Doing> taker) {
    read(
        interactions,
        days,
        List.of(DAY, PERSON, "title", "kind", OCCURRED, "platform", "country"),
        row -> {
          String kind = text(row.getField("kind"));
          if (events.contains(kind) && !kind.equals(Happenings.VIEWED)) {
            taker.accept(
                new Doing(
                    person(row, merged),
                    micros(row.getField(OCCURRED)),
                    kind,
                    text(row.getField("title")),
                    "",
                    "",
                    text(row.getField("platform")),
                    text(row.getField("country"))));
          }
        });
  }

  private void pages(
      LocalDate from, LocalDate to, Map<String, String> merged, Consumer<Doing> taker) {
    Expression counting =
        Expressions.and(
            Expressions.equal("type", Happenings.VIEWED),
            Expressions.isNull("exclusion"),
            greaterThanOrEqual(OCCURRED, from + "T00:00:00+00:00"),
            Expressions.lessThan(OCCURRED, to.plusDays(1) + "T00:00:00+00:00"));
    read(
        views,
        counting,
        List.of(
            PERSON,
            OCCURRED,
            "type",
            "exclusion",
            "country",
            "platform",
            "page_viewed.page",
            "page_viewed.title"),
        row -> {
          Record view = (Record) row.getField("page_viewed");
          taker.accept(
              new Doing(
                  person(row, merged),
                  micros(row.getField(OCCURRED)),
                  Happenings.VIEWED,
                  text(view.getField("title")),
                  text(view.getField("page")),
                  "",
                  text(row.getField("platform")),
                  text(row.getField("country"))));
        });
  }

  private void others(
      Expression days, Map<String, String> merged, Set<String> events, Consumer<Doing> taker) {
    if (events.contains(Happenings.REGISTERED)) {
      read(
          registrations,
          days,
          List.of(DAY, PERSON, OCCURRED, "country"),
          row -> taker.accept(other(row, merged, Happenings.REGISTERED, "", "country")));
    }
    if (events.contains(Happenings.PAID)) {
      read(
          payments,
          Expressions.and(days, Expressions.equal("kind", "captured")),
          List.of(DAY, PERSON, OCCURRED, "title", "kind"),
          row -> taker.accept(other(row, merged, Happenings.PAID, "title", "")));
    }
  }

  private static Doing other(
      Record row, Map<String, String> merged, String event, String title, String country) {
    return new Doing(
        person(row, merged),
        micros(row.getField(OCCURRED)),
        event,
        title.isEmpty() ? "" : text(row.getField(title)),
        "",
        "",
        "",
        country.isEmpty() ? "" : text(row.getField(country)));
  }

  private Map<String, String> merged() {
    Map<String, String> merged = new HashMap<>();
    read(
        identities,
        Expressions.alwaysTrue(),
        List.of(PERSON, "merged_into"),
        row -> merged.put(text(row.getField(PERSON)), text(row.getField("merged_into"))));
    return merged;
  }

  private static String person(Record row, Map<String, String> merged) {
    String person = text(row.getField(PERSON));
    return merged.getOrDefault(person, person);
  }

  /** Rows of people; of who did not let us nothing is known. */
  private static void read(
      LakeTable lake, Expression where, List<String> columns, Consumer<Record> taker) {
    Table table = lake.table();
    Optional<Long> snapshot = lake.snapshot();
    snapshot.ifPresent(
        id -> LakeRows.read(table, id, and(where, Expressions.notNull(PERSON)), columns, taker));
  }

  private static Expression between(LocalDate from, LocalDate to) {
    return and(greaterThanOrEqual(DAY, from.toString()), lessThanOrEqual(DAY, to.toString()));
  }

  private static void enough(int rows) {
    if (rows > MOST) {
      throw Refusal.bad(
          "from", "asks for more than " + MOST + " events: ask for fewer days or rarer events");
    }
  }

  private static long micros(@Nullable Object at) {
    return at instanceof OffsetDateTime then
        ? ChronoUnit.MICROS.between(Instant.EPOCH, then.toInstant())
        : Long.MIN_VALUE;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
