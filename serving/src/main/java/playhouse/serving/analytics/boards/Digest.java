package playhouse.serving.analytics.boards;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.analytics.kpis.Definitions;
import playhouse.serving.analytics.kpis.KpiTable;
import playhouse.serving.analytics.kpis.Point;
import playhouse.serving.analytics.kpis.Question;
import playhouse.warehouse.Grain;
import playhouse.warehouse.Kpi;

/**
 * A board in words: of each number the newest period that is over beside the one before, of what is
 * split its largest parts, as the API tells them at that moment.
 *
 * @param zones whose calendars values are kept in
 * @param web where people's browsers find the boards
 * @param currency of amounts
 */
public record Digest(
    Definitions definitions,
    KpiTable table,
    List<ZoneId> zones,
    String web,
    String currency,
    Clock clock) {
  private static final int MOST_POINTS = 5_000;
  private static final int PARTS = 3;

  /** What is shown of a board. */
  public record Shown(String id, String en, String zh, List<Tile> tiles) {
    String name(boolean chinese) {
      return chinese ? zh : en;
    }
  }

  /** A group's board, or a saved one that opens to somebody; empty if there is none. */
  Optional<Shown> board(Handle handle, String id, String who) {
    Optional<Definitions.Group> group =
        definitions.groups().stream().filter(one -> one.id().equals(id)).findFirst();
    if (group.isPresent()) {
      return Optional.of(new Shown(id, group.get().en(), group.get().zh(), tiles(id)));
    }
    try {
      return BoardStore.find(handle, UUID.fromString(id), who)
          .map(board -> new Shown(id, board.name(), board.name(), board.tiles()));
    } catch (IllegalArgumentException noId) {
      return Optional.empty();
    }
  }

  private static List<Tile> tiles(String group) {
    return Kpi.all().stream()
        .filter(kpi -> kpi.id().startsWith(group + "."))
        .map(kpi -> new Tile(kpi.id(), kpi.measures().get(0).name(), null, null, null, null, null))
        .toList();
  }

  /** What a mail of it says. */
  String text(Shown board, Schedule to) {
    boolean chinese = to.language().equals("zh");
    Map<Tile, Question> questions = new LinkedHashMap<>();
    board.tiles().forEach(tile -> questions.put(tile, question(tile, to.zone())));
    table.readAhead(
        questions.values().stream().filter(q -> q.by().isEmpty() || q.by().contains("=")).toList(),
        MOST_POINTS);
    List<String> lines = new ArrayList<>();
    questions.forEach((tile, question) -> lines.add(line(tile, question, chinese)));
    String address = web + "/boards/" + board.id();
    return String.join("\n\n", lines)
        + "\n\n"
        + (chinese
            ? "打开看板：" + address + "\n此邮件由 " + to.owner() + " 订阅，可在看板页面取消。\n"
            : "Open the board: %s\nSent because %s asked for it; it is ended on the board's page.\n"
                .formatted(address, to.owner()));
  }

  private Question question(Tile tile, String zone) {
    Kpi kpi = definitions.find(tile.kpi());
    Grain grain = tile.grain() == null ? Question.usual(kpi) : Question.grain(tile.grain(), kpi);
    ZoneId calendar =
        zones.stream().filter(one -> one.getId().equals(zone)).findFirst().orElse(zones.get(0));
    LocalDate today = LocalDate.now(clock.withZone(calendar));
    int days =
        switch (grain) {
          case HOUR -> 2;
          case DAY -> 4;
          case WEEK -> 28;
          case MONTH, CAMPAIGN -> 100;
        };
    String by = tile.by() == null ? "" : tile.by();
    return new Question(
        kpi.id(),
        List.of(tile.measure()),
        calendar.getId(),
        grain,
        today.minusDays(days),
        today,
        by);
  }

  private String line(Tile tile, Question question, boolean chinese) {
    Kpi kpi = definitions.find(tile.kpi());
    Words words = new Words(chinese, currency);
    List<Point> over =
        table.read(question, MOST_POINTS).points().stream()
            .filter(point -> point.value().isPresent() && isOver(point, question))
            .sorted(Comparator.comparing(Point::started).reversed())
            .toList();
    String name = (chinese ? kpi.label().zh() : kpi.label().en()) + ", " + tile.measure();
    String head = tile.by() == null ? name : name + " · " + tile.by();
    String below = "\n  " + web + "/kpis/" + kpi.id();
    if (over.isEmpty()) {
      return head + ": " + (chinese ? "暂无数据" : "no values yet") + below;
    }
    String unit = definitions.unit(kpi.id(), tile.measure());
    return head + ": " + told(over, question, words, unit) + below;
  }

  private static String told(List<Point> over, Question question, Words words, String unit) {
    Point newest = over.get(0);
    if (question.by().isEmpty() || question.by().contains("=")) {
      Optional<Point> before = over.size() > 1 ? Optional.of(over.get(1)) : Optional.empty();
      return words.number(newest.value().orElseThrow(), unit)
          + words.since(newest, before, question.grain());
    }
    List<String> parts =
        over.stream()
            .filter(point -> point.started().equals(newest.started()))
            .sorted(Comparator.comparing((Point p) -> p.value().orElseThrow()).reversed())
            .limit(PARTS)
            .map(p -> p.by() + " " + words.number(p.value().orElseThrow(), unit))
            .toList();
    return String.join(", ", parts) + words.since(newest, Optional.empty(), question.grain());
  }

  /** Whether all facts of its period may be in it. */
  private static boolean isOver(Point point, Question question) {
    ZoneId zone = ZoneId.of(question.zone());
    Instant end =
        question.grain() == Grain.HOUR
            ? point.started().plusSeconds(3_600)
            : question.grain().last(point.day()).plusDays(1).atStartOfDay(zone).toInstant();
    return question.grain() == Grain.CAMPAIGN
        || point.cutOff().map(cut -> !cut.isBefore(end.minusSeconds(900))).orElse(true);
  }
}
