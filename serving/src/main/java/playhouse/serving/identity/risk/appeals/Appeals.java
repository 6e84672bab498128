package playhouse.serving.identity.risk.appeals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import playhouse.serving.identity.risk.clues.Address;
import playhouse.serving.identity.risk.clues.Keyed;
import playhouse.serving.identity.risk.feedback.Label;
import playhouse.serving.identity.risk.feedback.Labels;
import playhouse.serving.identity.risk.lists.ListStore;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.http.Net;

/** The way back for those who were refused: a person looks, and who is believed is let in. */
public final class Appeals {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MONTH = Duration.ofDays(30);

  /** How long who was believed is let in whatever the rules say. */
  private static final Duration LET_IN = Duration.ofDays(365);

  private static final int FOR_ADDRESS = 3;
  private static final int FROM_NET = 20;

  private final Keyed keyed;
  private final Clock clock;

  public Appeals(Keyed keyed, Clock clock) {
    this.keyed = keyed;
    this.clock = clock;
  }

  /**
   * Appeals; against the same judgement again it is the same appeal.
   *
   * @param ip where it comes from
   * @throws Refusal 404 if that judgement refused nobody with that address; 429 if there were too
   *     many
   */
  Appeal file(Handle tx, UUID judgement, String address, String statement, String ip) {
    Instant now = now();
    byte[] mark =
        keyed.mark(
            "address",
            Address.of(address.indexOf('@') < 0 ? "phone" : "email", address).canonical());
    AppealStore.Refused refused =
        AppealStore.refused(tx, judgement, mark)
            .orElseThrow(() -> Refusal.missing("there is no such judgement"));
    Optional<Appeal> known = AppealStore.against(tx, judgement);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<byte[]> net =
        Net.of(ip).filter(one -> !one.local()).map(one -> keyed.mark("net", one.cidr()));
    if (AppealStore.since(tx, "address", mark, now.minus(MONTH)) >= FOR_ADDRESS) {
      throw Refusal.tooMany(MONTH.toSeconds());
    }
    if (net.isPresent() && AppealStore.since(tx, "net", net.get(), now.minus(HOUR)) >= FROM_NET) {
      throw Refusal.tooMany(HOUR.toSeconds());
    }
    UUID id = UUID.randomUUID();
    AppealStore.add(tx, id, refused, mark, net, statement, now);
    return AppealStore.find(tx, id).orElseThrow();
  }

  /**
   * Decides: who is believed is let in from now on.
   *
   * @throws Refusal 404 if there is no such appeal; 409 if it was decided otherwise, or if who
   *     decides has called the account abuse before
   */
  Appeal decide(Handle tx, UUID id, boolean granted, String author, String note) {
    Appeal appeal =
        AppealStore.locked(tx, id).orElseThrow(() -> Refusal.missing("there is no such appeal"));
    String state = granted ? "granted" : "refused";
    if (appeal.state().equals(state)) {
      return appeal;
    }
    if (!appeal.state().equals("open")) {
      throw Refusal.conflict("appeal_decided", "this appeal was " + appeal.state());
    }
    if (Labels.accused(tx, appeal.account(), author)) {
      throw Refusal.conflict("own_judgement", "who called it abuse does not decide the appeal");
    }
    Instant now = now();
    AppealStore.decide(tx, id, state, author, note, now);
    Labels.give(
        tx, new Label(appeal.account(), granted ? "good" : "abuse", "appeal", author, note, now));
    if (granted) {
      byte[] address = AppealStore.address(tx, id);
      ListStore.allow(tx, address, "appeal " + id, author, now.plus(LET_IN), now);
    }
    return AppealStore.find(tx, id).orElseThrow();
  }

  /** Forgets what was said in those that are long decided; how many. */
  public int forget(Handle tx) {
    return AppealStore.forget(tx, now().minus(MONTH));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
