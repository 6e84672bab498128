package playhouse.streaming.kpi.core;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which of several pieces counts: by when they occurred, ids break ties. The id comes first. */
final class First {
  private static final Comparator<Piece> ORDER =
      Comparator.comparingLong(Piece::micros).thenComparing(piece -> piece.text(0));

  private First() {}

  /** The earliest. */
  static Optional<Piece> of(List<Piece> pieces, Predicate<Piece> among) {
    return pieces.stream().filter(among).min(ORDER);
  }

  /** The latest. */
  static Optional<Piece> last(List<Piece> pieces, Predicate<Piece> among) {
    return pieces.stream().filter(among).max(ORDER);
  }

  /** Reports count from the day before the case was opened on. */
  static boolean counts(Piece report, Piece opened) {
    return report.micros() >= (Clock.dayNo(opened.micros()) - 1) * Clock.DAY_MICROS;
  }
}
