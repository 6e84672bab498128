package playhouse.serving.billing.payments;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.serving.billing.payments.Settlement.Heard;
import playhouse.serving.billing.payments.routing.Router;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Asks providers for what is due, outside of any transaction, and has what they say be put down.
 */
final class Errands {
  private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
  private static final int AT_ONCE = 32;

  private final ServicesDatabase database;
  private final Map<String, PaymentChannel> channels;
  private final Router router;
  private final Executor senders;
  private final Claims claims;
  private final Settlement settlement;
  private final Clock clock;

  Errands(
      ServicesDatabase database,
      Map<String, PaymentChannel> channels,
      Router router,
      Executor senders,
      Claims claims,
      Settlement settlement,
      Clock clock) {
    this.database = database;
    this.channels = Map.copyOf(channels);
    this.router = router;
    this.senders = senders;
    this.claims = claims;
    this.settlement = settlement;
    this.clock = clock;
  }

  /** Does what is to be done now about some payments; how many. */
  int run() {
    Instant now = now();
    int[] looked = new int[1];
    List<Claims.Claimed> claimed =
        database.write(
            tx -> {
              List<Claims.Claimed> some = claims.claim(tx, now, AT_ONCE);
              looked[0] = some.size();
              return some;
            });
    BlockingQueue<Optional<Heard>> answers = new LinkedBlockingQueue<>();
    List<CompletableFuture<Heard>> asking = new ArrayList<>();
    for (Claims.Claimed each : claimed) {
      CompletableFuture<Heard> one = CompletableFuture.supplyAsync(() -> ask(each), senders);
      asking.add(one);
      var unused = one.whenComplete((heard, failure) -> answers.add(Optional.ofNullable(heard)));
    }
    putDown(answers, claimed.size());
    asking.forEach(CompletableFuture::join);
    return looked[0];
  }

  /** What has come meanwhile is put down together: who waits for the disk waits for all. */
  private void putDown(BlockingQueue<Optional<Heard>> answers, int all) {
    for (int open = all; open > 0; ) {
      List<Optional<Heard>> some = new ArrayList<>();
      try {
        some.add(answers.take());
      } catch (InterruptedException e) {
        // What is being sent is asked about later.
        Thread.currentThread().interrupt();
        return;
      }
      answers.drainTo(some);
      open -= some.size();
      List<Heard> heard = some.stream().flatMap(Optional::stream).toList();
      if (!heard.isEmpty()) {
        putDown(heard);
      }
    }
  }

  /** One that cannot be put down must not keep the others from it. */
  private void putDown(List<Heard> heard) {
    try {
      put(heard);
    } catch (RuntimeException e) {
      if (heard.size() == 1) {
        LOG.error("what became of payment {} cannot be put down", heard.get(0).payment(), e);
        return;
      }
      heard.forEach(each -> putDown(List.of(each)));
    }
  }

  private void put(List<Heard> heard) {
    database.write(
        tx -> {
          settlement.put(tx, heard, now());
          return true;
        });
  }

  private Heard ask(Claims.Claimed claimed) {
    Payment p = claimed.payment();
    String route = p.progress().route().orElse(p.channel());
    PaymentChannel channel = channels.get(route);
    Outcome outcome;
    if (channel == null) {
      String why = "there is no provider " + route;
      outcome = claimed.inquiry() ? new Outcome.Unknown(why) : new Outcome.NotSent(why);
    } else if (claimed.inquiry()) {
      outcome = channel.inquire(p);
    } else {
      outcome =
          switch (p.progress().step()) {
            case CHARGE -> channel.charge(p);
            case CAPTURE -> channel.capture(p);
            case RELEASE -> channel.release(p);
          };
    }
    router.heard(route, outcome);
    return new Heard(p.id(), p.attempt(), route, outcome);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
