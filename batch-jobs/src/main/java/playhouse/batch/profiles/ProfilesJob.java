package playhouse.batch.profiles;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.DayRange;
import playhouse.batch.Freshness;
import playhouse.batch.Job;
import playhouse.batch.Lake;
import playhouse.batch.Outcome;
import playhouse.batch.Request;
import playhouse.batch.StateTopic;
import playhouse.batch.training.Attentions;
import playhouse.batch.training.Deeds;
import playhouse.contracts.Topics;

/**
 * The job {@code profiles}: for each day given, or for the last day on which anybody did anything.
 * The topic hears of the newest day only.
 */
record ProfilesJob() implements Job {
  private static final String TABLE = "mart.profiles";

  @Override
  public String name() {
    return "profiles";
  }

  @Override
  public String purpose() {
    return "What is known of each person: tastes, habits, recency, value: mart.profiles.";
  }

  @Override
  public List<String> needs() {
    return List.of("titles", "plays", "interactions", "payments", "impressions", "identities");
  }

  @Override
  public Outcome run(Lake lake, Request request) {
    Freshness freshness =
        Freshness.of(
            lake,
            this,
            List.of(
                "core.titles",
                "core.plays",
                "core.interactions",
                "core.payments",
                "core.impressions",
                Merged.IDENTITIES,
                Deeds.DISMISSALS));
    if (request.days().isEmpty() && freshness.upToDate()) {
      return freshness.nothingNew();
    }
    NavigableSet<LocalDate> days = days(lake, request);
    NavigableSet<LocalDate> changed = new TreeSet<>();
    long rows = 0;
    for (LocalDate day : days) {
      var written = lake.overwriteDays(profiles(lake, day), TABLE, Set.of(day));
      changed.addAll(written.days());
      rows += written.rows();
    }
    long told = days.isEmpty() ? 0 : tell(lake, days.last());
    return new Outcome(
        freshness.inputs(),
        changed,
        rows,
        days.isEmpty() ? "" : told + " people, as of " + days.last());
  }

  private static NavigableSet<LocalDate> days(Lake lake, Request request) {
    return request
        .days()
        .map(DayRange::days)
        .or(() -> lastDay(lake).map(List::of))
        .<NavigableSet<LocalDate>>map(TreeSet::new)
        .orElseGet(TreeSet::new);
  }

  private static Optional<LocalDate> lastDay(Lake lake) {
    return Stream.of("core.plays", "core.interactions")
        .flatMap(table -> lake.days(table).stream())
        .max(LocalDate::compareTo);
  }

  private static Dataset<Row> profiles(Lake lake, LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    Merged merged = Merged.in(lake);
    return new Profiles(day)
        .from(
            merged.people(lake.table("core.plays")),
            merged.people(lake.table("core.interactions")),
            Attentions.from(merged.people(Deeds.before(lake, Optional.of(end)))),
            lake.table("core.titles"),
            merged.people(lake.table("core.payments")),
            merged.people(lake.table("core.impressions")));
  }

  /** How many people's profiles were told; none if there are newer ones, or nobody has any. */
  private static long tell(Lake lake, LocalDate day) {
    NavigableSet<LocalDate> stored = lake.days(TABLE);
    if (stored.isEmpty() || !day.equals(stored.last())) {
      return 0;
    }
    long told = 0;
    try (StateTopic topic = StateTopic.open(lake.settings(), Topics.PROFILES)) {
      Iterator<Row> rows = lake.table(TABLE).where(col("day").equalTo(lit(day))).toLocalIterator();
      while (rows.hasNext()) {
        ProfileMessage.tell(rows.next(), topic);
        told++;
      }
    }
    return told;
  }
}
