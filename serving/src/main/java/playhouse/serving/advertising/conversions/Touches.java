package playhouse.serving.advertising.conversions;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import playhouse.contracts.facts.Ad;
import playhouse.contracts.facts.Envelope;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Keeps what was seen and followed for as long as something may be owed to it: facts as they come,
 * put down in batches; what was not yet when the process ended is read again when it begins.
 */
public final class Touches implements Consumer<Ad> {
  private static final int WAITING = 50_000;
  private static final int BATCH = 2_000;

  private final BlockingQueue<Ad> waiting = new ArrayBlockingQueue<>(WAITING);
  private final ServicesDatabase database;
  private final Clock clock;
  private final Meters meters;

  /** In that database. */
  public Touches(ServicesDatabase database, Clock clock, Meters meters) {
    this.database = database;
    this.clock = clock;
    this.meters = meters;
  }

  /** Only our own: nobody reports conversions of what others tell of. */
  @Override
  public void accept(Ad fact) {
    boolean ours = fact.getEnvelope().getSource().equals("/serving");
    boolean concerns = fact.getAdImpression() != null || fact.getAdClick() != null;
    if (ours && concerns && !waiting.offer(fact)) {
      meters.counter("playhouse_ad_touches_dropped", "Touches that nobody could keep").increment();
    }
  }

  /** Puts down what waits; how much that was. */
  public int keep() {
    List<Ad> some = new ArrayList<>();
    waiting.drainTo(some, BATCH);
    if (!some.isEmpty()) {
      try {
        database.write(tx -> put(tx, some));
      } catch (RuntimeException e) {
        some.forEach(waiting::offer);
        throw e;
      }
    }
    return some.size();
  }

  /** Forgets what is too old; how much that was. */
  public int forget(Handle tx) {
    return TouchStore.forget(
        tx, clock.instant().minus(Attribution.CLICK.plus(Attribution.VIEW)), BATCH);
  }

  private static int put(Handle tx, List<Ad> facts) {
    TouchStore.shown(tx, facts.stream().flatMap(fact -> touch(fact).stream()).toList());
    for (Ad fact : facts) {
      if (fact.getAdClick() != null) {
        id(fact.getAdClick().getImpression())
            .ifPresent(id -> TouchStore.clicked(tx, id, fact.getEnvelope().getOccurred()));
      }
    }
    return facts.size();
  }

  private static Optional<Touch> touch(Ad fact) {
    Envelope envelope = fact.getEnvelope();
    return Optional.ofNullable(fact.getAdImpression())
        .flatMap(
            shown ->
                id(shown.getImpression())
                    .map(
                        id ->
                            new Touch(
                                id,
                                shown.getAdvertiser(),
                                Optional.ofNullable(envelope.getPerson()),
                                envelope.getOccurred(),
                                Optional.empty())));
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
