package playhouse.streaming.kpi.core;

import static playhouse.streaming.kpi.core.FactRows.row;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Family;
import playhouse.contracts.behaviour.Sessions;

/** What people did, cut by {@link Sessions}; a case is a person. */
record SessionRows() implements LiveTable {
  private static final String CRASH = "app.crashed";
  private static final Set<String> TYPES =
      Stream.of(Told.typesOf(Family.PLAYBACK), Told.typesOf(Family.INTERACTION), Set.of(CRASH))
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  @Override
  public String name() {
    return "core.sessions";
  }

  @Override
  public List<String> columns() {
    return List.of("person", "crashes", "quarter_no");
  }

  @Override
  public Set<String> types() {
    return TYPES;
  }

  @Override
  public void take(Body fact, Aim aim) {
    String person = fact.person();
    if (person != null) {
      aim.at(person, fact.fact().type().equals(CRASH) ? CRASH : "", person);
    }
  }

  @Override
  public List<List<@Nullable Object>> rows(List<Piece> pieces, Instant now) {
    long[] crashes = sorted(pieces, true);
    return Sessions.whole(sorted(pieces, false)).stream()
        .map(
            session ->
                row(
                    pieces.get(0).any(0),
                    Sessions.crashes(session, crashes),
                    Clock.quarterNo(session.startedMicros())))
        .toList();
  }

  private static long[] sorted(List<Piece> pieces, boolean crashes) {
    return pieces.stream()
        .filter(piece -> piece.kind().equals(CRASH) == crashes)
        .mapToLong(Piece::micros)
        .sorted()
        .toArray();
  }
}
