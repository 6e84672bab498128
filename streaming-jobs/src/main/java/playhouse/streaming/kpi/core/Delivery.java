package playhouse.streaming.kpi.core;

import static playhouse.streaming.kpi.core.FactRows.row;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import playhouse.warehouse.Buckets;

/** What CDN nodes answered, and the renditions that were made and sent to them. */
final class Delivery {
  private static final long BITS_IN_THOUSANDTHS = 8000;
  private static final long SAMPLE_SECONDS = 60;

  static final List<LiveTable> TABLES =
      List.of(
          new CaseRows(
              "core.edge_minutes",
              List.of("cdn", "requests", "hits", "sent_bytes", "hit_bytes", "quarter_no"),
              Set.of("edge.requested"),
              /* history= */ false,
              (fact, aim) ->
                  aim.at(
                      fact.text("node") + "|" + fact.text("cdn") + "|" + minuteNo(fact),
                      "",
                      fact.text("cdn"),
                      fact.flag("hit"),
                      fact.number("bytes")),
              Delivery::minute),
          new FactRows(
              "core.edge_samples",
              List.of(
                  "node",
                  "sent_bytes",
                  "capacity_bits_per_second",
                  "use_edge_millis",
                  "quarter_no"),
              Set.of("edge.sampled"),
              Delivery::sample),
          new CaseRows(
              "core.renditions",
              List.of("complete", "quarter_no"),
              Set.of("rendition.published"),
              /* history= */ true,
              (fact, aim) ->
                  aim.at(
                      Objects.requireNonNull(fact.text("rendition")),
                      "",
                      fact.id(),
                      number(fact, "verified_nodes") >= number(fact, "target_nodes")),
              Delivery::rendition),
          new CaseRows(
              "core.transcodes",
              List.of(
                  "codec", "cpu_millis", "failure", "media_millis", "wall_millis", "quarter_no"),
              Set.of("transcode.completed", "transcode.failed"),
              /* history= */ false,
              Delivery::aboutTranscode,
              Delivery::transcode));

  private Delivery() {}

  private static int minuteNo(Body fact) {
    return Clock.minuteNo(fact.occurred());
  }

  private static long number(Body fact, String name) {
    return Objects.requireNonNull(fact.number(name));
  }

  private static Optional<List<@Nullable Object>> minute(List<Piece> requests) {
    if (requests.isEmpty()) {
      return Optional.empty();
    }
    long hits = requests.stream().filter(request -> request.flag(1)).count();
    long bytes = requests.stream().mapToLong(request -> request.number(2)).sum();
    long hitBytes =
        requests.stream()
            .filter(request -> request.flag(1))
            .mapToLong(request -> request.number(2))
            .sum();
    Piece any = requests.get(0);
    return Optional.of(
        row(
            any.any(0),
            (long) requests.size(),
            hits,
            bytes,
            hitBytes,
            Clock.quarterNo(any.micros())));
  }

  /** Thousandths of what the node could have sent in the minute, rounded up. */
  private static List<@Nullable Object> sample(Body fact) {
    long bytes = number(fact, "bytes");
    long capacity = number(fact, "capacity_bits_per_second");
    BigInteger possible = BigInteger.valueOf(capacity).multiply(BigInteger.valueOf(SAMPLE_SECONDS));
    long use =
        BigInteger.valueOf(bytes)
            .multiply(BigInteger.valueOf(BITS_IN_THOUSANDTHS))
            .add(possible)
            .subtract(BigInteger.ONE)
            .divide(possible)
            .longValueExact();
    return row(
        fact.text("node"), bytes, capacity, Buckets.edge(use), Clock.quarterNo(fact.occurred()));
  }

  /** Renditions have until the end of the next day to reach their nodes. */
  private static Optional<List<@Nullable Object>> rendition(List<Piece> pieces) {
    return First.of(pieces, piece -> true)
        .map(
            first -> {
              boolean complete =
                  pieces.stream()
                      .anyMatch(
                          piece ->
                              piece.flag(1)
                                  && Clock.dayNo(piece.micros())
                                      <= Clock.dayNo(first.micros()) + 1);
              return row(complete, Clock.quarterNo(first.micros()));
            });
  }

  /** A job reported twice on a day counts once. */
  private static void aboutTranscode(Body fact, LiveTable.Aim aim) {
    aim.at(
        fact.text("job") + "|" + Clock.dayNo(fact.occurred()) + "|" + fact.fact().type(),
        "",
        fact.id(),
        fact.text("codec"),
        fact.number("cpu_millis"),
        fact.text("code"),
        fact.number("media_millis"),
        fact.number("wall_millis"));
  }

  private static Optional<List<@Nullable Object>> transcode(List<Piece> pieces) {
    return First.of(pieces, piece -> true)
        .map(
            first ->
                row(
                    first.any(1),
                    first.any(2),
                    first.any(3),
                    first.any(4),
                    first.any(5),
                    Clock.quarterNo(first.micros())));
  }
}
