package playhouse.streaming.kpi.core;

import static playhouse.streaming.kpi.core.FactRows.row;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people send in or complain of, with what became of it, and infringements. */
final class Cases {
  private static final String OPENED = "opened";
  private static final String REPORT = "report";

  static final List<LiveTable> TABLES =
      List.of(
          new CaseRows(
              "core.contributions",
              List.of("kind", "hidden", "quarter_no"),
              Set.of("comment.added", "danmaku.sent", "moderation.decided"),
              /* history= */ false,
              Cases::aboutContribution,
              Cases::contribution),
          new CaseRows(
              "core.tickets",
              List.of("kind", "topic", "quarter_no"),
              Set.of("ticket.opened"),
              /* history= */ false,
              (fact, aim) ->
                  aim.at(
                      Objects.requireNonNull(fact.text("ticket")),
                      OPENED,
                      fact.id(),
                      fact.text("kind"),
                      fact.text("topic")),
              Cases::first),
          new CaseRows(
              "core.infringements",
              List.of("origin", "quarter_no"),
              Set.of("infringement.confirmed"),
              /* history= */ true,
              (fact, aim) ->
                  aim.at(
                      Objects.requireNonNull(fact.text("infringement")),
                      OPENED,
                      fact.id(),
                      fact.text("origin")),
              Cases::first));

  private Cases() {}

  private static void aboutContribution(Body fact, LiveTable.Aim aim) {
    switch (fact.fact().type()) {
      case "moderation.decided" ->
          aim.at(
              Objects.requireNonNull(fact.text("contribution")),
              REPORT,
              fact.id(),
              fact.text("decision"));
      case "comment.added" ->
          aim.at(Objects.requireNonNull(fact.text("comment")), OPENED, fact.id(), "comment");
      default -> aim.at(Objects.requireNonNull(fact.text("danmaku")), OPENED, fact.id(), "danmaku");
    }
  }

  private static Optional<List<@Nullable Object>> contribution(List<Piece> pieces) {
    return First.of(pieces, piece -> piece.kind().equals(OPENED))
        .map(sent -> row(sent.any(1), hidden(pieces, sent), Clock.quarterNo(sent.micros())));
  }

  private static boolean hidden(List<Piece> pieces, Piece sent) {
    return First.last(pieces, piece -> piece.kind().equals(REPORT) && First.counts(piece, sent))
        .filter(said -> "hide".equals(said.any(1)))
        .isPresent();
  }

  /** All that was kept of the first, but for its id, and its quarter hour. */
  private static Optional<List<@Nullable Object>> first(List<Piece> pieces) {
    return First.of(pieces, piece -> true)
        .map(
            piece -> {
              List<@Nullable Object> row =
                  new java.util.ArrayList<>(piece.values().subList(1, piece.values().size()));
              row.add(Clock.quarterNo(piece.micros()));
              return row;
            });
  }
}
