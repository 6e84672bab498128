package playhouse.streaming.kpi.core;

import static playhouse.streaming.kpi.core.FactRows.row;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import playhouse.contracts.Family;
import playhouse.contracts.behaviour.Play;
import playhouse.contracts.behaviour.PlayAssembly;
import playhouse.warehouse.Buckets;

/**
 * Plays put together by {@link PlayAssembly}, as the batch does: a play takes in events up to one
 * day of UTC away from its start.
 */
record PlayRows() implements LiveTable {
  private static final String START = "playback.start";

  @Override
  public String name() {
    return "core.plays";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "person",
        "title",
        "cdn",
        "country",
        "platform",
        "played_millis",
        "startup_edge_millis",
        "stalled_millis",
        "stalls",
        "failed_start",
        "ended_by_error",
        "qualified",
        "completion",
        "minute_no",
        "quarter_no");
  }

  @Override
  public Set<String> types() {
    return Told.typesOf(Family.PLAYBACK);
  }

  @Override
  public void take(Body fact, Aim aim) {
    String type = fact.fact().type();
    String play = Objects.requireNonNull(fact.text("play"));
    switch (type) {
      case START ->
          aim.at(
              play,
              type,
              fact.id(),
              fact.number("runtime_millis"),
              fact.person(),
              fact.text("title"),
              fact.text("cdn"),
              fact.fact().envelope().getCountry(),
              fact.fact().envelope().getPlatform());
      case "playback.heartbeat" ->
          aim.at(
              play,
              type,
              fact.number("from_millis"),
              fact.number("to_millis"),
              fact.number("played_millis"),
              fact.number("startup_millis"));
      case "playback.stall" ->
          aim.at(play, type, fact.text("cause"), fact.number("stalled_millis"));
      case "playback.stop" ->
          aim.at(play, type, fact.text("reason"), fact.number("startup_millis"));
      case "playback.error" -> aim.at(play, type, fact.flag("fatal"));
      default -> aim.at(play, type);
    }
  }

  @Override
  public List<List<@Nullable Object>> rows(List<Piece> pieces, Instant now) {
    Optional<Piece> first =
        pieces.stream()
            .filter(piece -> piece.kind().equals(START))
            .min(Comparator.comparingLong(Piece::micros));
    if (first.isEmpty()) {
      return List.of();
    }
    PlayAssembly<Piece> assembly = new PlayAssembly<>();
    int day = Clock.dayNo(first.get().micros());
    pieces.stream()
        .filter(piece -> Math.abs(Clock.dayNo(piece.micros()) - day) <= 1)
        .forEach(piece -> add(assembly, piece));
    return assembly.play().map(PlayRows::of).stream().toList();
  }

  private static void add(PlayAssembly<Piece> play, Piece piece) {
    long occurred = piece.micros();
    switch (piece.kind()) {
      case START -> play.start(occurred, piece.text(0), piece.number(1), piece);
      case "playback.heartbeat" ->
          play.heartbeat(
              occurred, piece.number(0), piece.number(1), piece.number(2), startup(piece, 3));
      case "playback.stall" -> play.stall(occurred, piece.text(0), piece.number(1));
      case "playback.stop" -> play.stop(occurred, piece.text(0), startup(piece, 1));
      case "playback.error" -> play.error(occurred, piece.flag(0));
      default -> play.seen(occurred);
    }
  }

  private static OptionalLong startup(Piece piece, int i) {
    return piece.any(i) == null ? OptionalLong.empty() : OptionalLong.of(piece.number(i));
  }

  private static List<@Nullable Object> of(Play<Piece> play) {
    Piece start = play.start();
    OptionalLong startup = play.startupMillis();
    long started = Clock.micros(play.started());
    return row(
        start.any(2),
        start.any(3),
        start.any(4),
        start.any(5),
        start.any(6),
        play.playedMillis(),
        startup.isPresent() ? Buckets.edge(startup.getAsLong()) : null,
        play.stalledMillis(),
        play.stalls(),
        play.failedStart(),
        play.endedByError(),
        play.qualified(),
        play.completion().orElse(null),
        Clock.minuteNo(started),
        Clock.quarterNo(started));
  }
}
