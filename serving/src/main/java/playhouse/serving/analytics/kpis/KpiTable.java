package playhouse.serving.analytics.kpis;

import static java.util.Comparator.naturalOrder;
import static org.apache.iceberg.expressions.Expressions.and;
import static org.apache.iceberg.expressions.Expressions.equal;
import static org.apache.iceberg.expressions.Expressions.greaterThanOrEqual;
import static org.apache.iceberg.expressions.Expressions.in;
import static org.apache.iceberg.expressions.Expressions.isNull;
import static org.apache.iceberg.expressions.Expressions.lessThanOrEqual;
import static org.apache.iceberg.expressions.Expressions.or;
import static org.apache.iceberg.expressions.Expressions.startsWith;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import playhouse.serving.analytics.lake.LakeRows;
import playhouse.serving.analytics.lake.LakeTable;
import playhouse.serving.platform.Refusal;
import playhouse.warehouse.Grain;

/**
 * {@code mart.kpi_daily}, read from a snapshot with the question pushed down to its files; answers
 * are remembered by snapshot and question.
 */
public final class KpiTable {
  private static final int MOST_POINTS = 200_000;
  private static final int READERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final LakeTable lake;
  private final Semaphore readers = new Semaphore(READERS);
  private final Cache<Key, Page> pages =
      Caffeine.newBuilder()
          .maximumWeight(MOST_POINTS)
          .weigher((Key key, Page page) -> 1 + page.points().size())
          .build();

  private record Key(long snapshot, Question question, Optional<Cursor> after, int limit) {}

  /** Reads this one. */
  public KpiTable(LakeTable lake) {
    this.lake = lake;
  }

  /** Id of the newest snapshot; empty if there are no values yet. */
  public Optional<Long> snapshot() {
    return lake.snapshot();
  }

  /**
   * A page of the answer, from the newest snapshot or the one that a cursor names.
   *
   * @param limit most points
   * @throws Refusal 503 if the lake cannot be read now, or too many read it
   */
  public Page read(Question question, Optional<Cursor> after, int limit) {
    Table table = lake.table();
    if (table.schema().findField("grain") == null) {
      throw Refusal.unavailable("the table of KPIs has its former shape until the next daily-kpis");
    }
    long snapshot =
        after
            .map(Cursor::snapshot)
            .filter(id -> table.snapshot(id) != null)
            .or(this::snapshot)
            .orElse(0L);
    if (snapshot == 0) {
      return Page.NOTHING;
    }
    Key key = new Key(snapshot, question, after, limit);
    Page known = pages.getIfPresent(key);
    if (known != null) {
      return known;
    }
    Page page = alone(table, key);
    pages.put(key, page);
    return page;
  }

  /** All of an answer that is known to be small. */
  public Page read(Question question, int limit) {
    return read(question, Optional.empty(), limit);
  }

  /**
   * Reads what small questions about wholes or single slices will want, in one scan for all of
   * them: asked one by one, each would open the same files. What was read is remembered like any
   * answer.
   */
  public void readAhead(Collection<Question> questions, int limit) {
    Table table = lake.table();
    Optional<Long> snapshot = snapshot();
    if (questions.isEmpty() || snapshot.isEmpty() || table.schema().findField("grain") == null) {
      return;
    }
    Map<Question, PageBuilder> builders = new HashMap<>();
    for (Question question : questions) {
      builders.put(question, new PageBuilder(snapshot.get(), Optional.empty(), limit));
    }
    LakeRows.read(
        table,
        snapshot.get(),
        about(questions),
        Point.COLUMNS,
        row ->
            builders.forEach(
                (question, builder) -> {
                  if (question.isAbout(row)) {
                    builder.add(Point.of(row));
                  }
                }));
    builders.forEach(
        (question, builder) ->
            pages.put(new Key(snapshot.get(), question, Optional.empty(), limit), builder.page()));
  }

  /** Whatever any of them wants, and little more. */
  private static Expression about(Collection<Question> questions) {
    LocalDate from = questions.stream().map(Question::from).min(naturalOrder()).orElseThrow();
    LocalDate to = questions.stream().map(Question::to).max(naturalOrder()).orElseThrow();
    return and(
        in("kpi", questions.stream().map(Question::kpi).distinct().toArray()),
        in("by", questions.stream().map(Question::by).distinct().toArray()),
        greaterThanOrEqual("day", from.toString()),
        lessThanOrEqual("day", to.toString()));
  }

  /** A scan takes memory and files, so that few go on at a time. */
  private Page alone(Table table, Key key) {
    try {
      if (!readers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw Refusal.unavailable("too many read the lake now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.unavailable("we are stopping");
    }
    try {
      return scan(table, key);
    } finally {
      readers.release();
    }
  }

  private static Page scan(Table table, Key key) {
    PageBuilder builder = new PageBuilder(key.snapshot(), key.after(), key.limit());
    LakeRows.read(
        table,
        key.snapshot(),
        filter(key.question()),
        Point.COLUMNS,
        row -> builder.add(Point.of(row)));
    return builder.page();
  }

  private static Expression filter(Question question) {
    Expression grain = equal("grain", question.grain().word());
    if (question.grain() == Grain.DAY) {
      // Told before there were other grains.
      grain = or(grain, isNull("grain"));
    }
    Expression by =
        question.isDimension() ? startsWith("by", question.by() + "=") : equal("by", question.by());
    Expression whole =
        and(
            equal("kpi", question.kpi()),
            equal("zone", question.zone()),
            grain,
            greaterThanOrEqual("day", question.from().toString()),
            lessThanOrEqual("day", question.to().toString()),
            by);
    return question.measures().isEmpty()
        ? whole
        : and(whole, in("measure", question.measures().toArray()));
  }
}
