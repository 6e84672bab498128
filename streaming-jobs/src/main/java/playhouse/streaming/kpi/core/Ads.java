package playhouse.streaming.kpi.core;

import static playhouse.streaming.kpi.core.FactRows.row;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.DedupKey;

/** Ads asked for and shown, with what was reported of them. */
final class Ads {
  private static final String SHOWN = "ad.impression";
  private static final String PAID = "ad.paid";
  private static final String FILLED = "ad.filled";

  static final List<LiveTable> TABLES =
      List.of(
          new CaseRows(
              "live.impressions",
              List.of(
                  "placement",
                  "currency",
                  "revenue_micros",
                  "clicked",
                  "viewable",
                  "valid",
                  "day_no",
                  "quarter_no"),
              Set.of(SHOWN, PAID, "ad.click", "ad.viewable", "ivt.flagged"),
              /* history= */ false,
              Ads::aboutImpression,
              Ads::impression),
          new CaseRows(
              "core.ad_slots",
              List.of("placement", "requested", "filled", "quarter_no"),
              Set.of("ad.requested", FILLED),
              /* history= */ false,
              Ads::aboutSlot,
              Ads::slot));

  private Ads() {}

  private static void aboutImpression(Body fact, LiveTable.Aim aim) {
    String about = Objects.requireNonNull(fact.text("impression"));
    String type = fact.fact().type();
    if (type.equals(SHOWN)) {
      aim.at(
          about,
          type,
          fact.id(),
          fact.text("placement"),
          fact.text("currency"),
          fact.number("revenue_micros"));
    } else if (type.equals(PAID)) {
      aim.at(
          about,
          type,
          fact.id(),
          fact.text("event"),
          fact.text("currency"),
          fact.number("revenue_micros"));
    } else {
      aim.at(about, type);
    }
  }

  private static Optional<List<@Nullable Object>> impression(List<Piece> pieces) {
    return First.of(pieces, piece -> piece.kind().equals(SHOWN))
        .map(
            shown ->
                row(
                    shown.any(1),
                    shown.any(2),
                    shown.number(3)
                        + paid(pieces, shown, "click")
                        + paid(pieces, shown, "complete"),
                    reported(pieces, shown, "ad.click"),
                    reported(pieces, shown, "ad.viewable"),
                    !reported(pieces, shown, "ivt.flagged"),
                    Clock.dayNo(shown.micros()),
                    Clock.quarterNo(shown.micros())));
  }

  /** What it was paid for that, as it was first told, in the currency of the impression. */
  private static long paid(List<Piece> pieces, Piece shown, String event) {
    return First.of(
            pieces,
            piece ->
                piece.kind().equals(PAID)
                    && piece.text(1).equals(event)
                    && First.counts(piece, shown))
        .filter(paid -> paid.text(2).equals(shown.text(2)))
        .map(paid -> paid.number(3))
        .orElse(0L);
  }

  private static boolean reported(List<Piece> pieces, Piece shown, String kind) {
    return pieces.stream()
        .anyMatch(piece -> piece.kind().equals(kind) && First.counts(piece, shown));
  }

  /** The slot of an impression is filled once a day; what is asked for counts as it is told. */
  private static void aboutSlot(Body fact, LiveTable.Aim aim) {
    boolean filled = fact.fact().type().equals(FILLED);
    String about =
        filled
            ? fact.text("impression") + "|" + Clock.dayNo(fact.occurred())
            : DedupKey.of(fact.fact().envelope().getSource(), fact.id()).toString();
    aim.at(
        about,
        fact.fact().type(),
        fact.id(),
        fact.text("placement"),
        filled ? Long.valueOf(0) : fact.number("slots"));
  }

  private static Optional<List<@Nullable Object>> slot(List<Piece> pieces) {
    return First.of(pieces, piece -> true)
        .map(
            first ->
                row(
                    first.any(1),
                    first.any(2),
                    first.kind().equals(FILLED) ? 1L : 0L,
                    Clock.quarterNo(first.micros())));
  }
}
