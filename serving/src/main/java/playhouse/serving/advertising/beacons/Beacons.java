package playhouse.serving.advertising.beacons;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import playhouse.contracts.facts.Ad;
import playhouse.serving.advertising.beacons.SignedNotices.Notice;
import playhouse.serving.advertising.beacons.traffic.Invalid;
import playhouse.serving.advertising.beacons.traffic.Told;
import playhouse.serving.advertising.beacons.traffic.Traffic;
import playhouse.serving.advertising.budgets.Purse;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.facts.FactLog;

/**
 * What becomes of a notice: it is believed if it is in time, judged, paid for and told of. What is
 * invalid is told as well, and flagged: it counts in gross and not in net.
 */
public final class Beacons {
  private static final int COMPLETE = 4;

  private final Purse purse;
  private final Creatives creatives;
  private final Showings showings;
  private final Traffic traffic;
  private final Elsewhere elsewhere;
  private final FactLog log;
  private final Clock clock;
  private final Meters meters;

  /** Books there and tells there. */
  public Beacons(
      Purse purse,
      Flights flights,
      Showings showings,
      Traffic traffic,
      Elsewhere elsewhere,
      FactLog log,
      Clock clock,
      Meters meters) {
    this.purse = purse;
    creatives = new Creatives(flights);
    this.showings = showings;
    this.traffic = traffic;
    this.elsewhere = elsewhere;
    this.log = log;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Takes one.
   *
   * @param address that it came from
   * @param click where it was clicked, if the player said so
   * @throws Refusal 503 if it cannot be kept now; it may be told again
   */
  void take(Notice notice, String address, Optional<Told.Click> click) {
    Instant now = clock.instant();
    if (now.isAfter(notice.until())) {
      count(notice.kind(), "late");
      return;
    }
    Optional<Showing> showing = showings.of(notice.impression());
    UUID impression = notice.impression();
    switch (notice.kind()) {
      case IMPRESSION -> shown(impression, showing, address, now);
      case START, WIN, MARKUP -> count(notice.kind(), "taken");
      case FIRST_QUARTILE -> quartile(notice, 1, showing, address, now);
      case MIDPOINT -> quartile(notice, 2, showing, address, now);
      case THIRD_QUARTILE -> quartile(notice, 3, showing, address, now);
      case COMPLETE -> quartile(notice, COMPLETE, showing, address, now);
      case VIEWABLE -> {
        judge(told(Told.What.VIEWABLE, impression, 0, showing, address, Optional.empty(), now));
        tell(notice.kind(), NoticeFacts.viewable(impression, showing, now));
      }
      case CLICK -> {
        Told told = told(Told.What.CLICK, impression, 0, showing, address, click, now);
        boolean valid = judge(told).isEmpty();
        tell(notice.kind(), NoticeFacts.click(impression, showing, now));
        pay(valid, impression, LineItem.Pricing.CPC, now);
      }
      case ERROR, LOSS -> {
        purse.release(impression, now);
        count(notice.kind(), "taken");
      }
    }
  }

  /** Where who follows it lands: what its creative says, and nothing that was asked for. */
  Optional<String> landing(UUID impression) {
    return showings
        .of(impression)
        .flatMap(showing -> creatives.of(showing.creative()))
        .map(Creative::clickThrough);
  }

  /** The VAST of an ad that another offered. */
  Optional<String> markup(Notice notice) {
    return clock.instant().isAfter(notice.until())
        ? Optional.empty()
        : elsewhere.markup(notice.impression());
  }

  private void shown(UUID impression, Optional<Showing> showing, String address, Instant now) {
    Purse.Booked booked = purse.shown(impression, now);
    if (booked == Purse.Booked.NOT_HELD) {
      count(Notices.Kind.IMPRESSION, "not_held");
      return;
    }
    elsewhere.shown(impression);
    traffic.begins(impression, now);
    judge(told(Told.What.IMPRESSION, impression, 0, showing, address, Optional.empty(), now));
    count(Notices.Kind.IMPRESSION, booked == Purse.Booked.NOW ? "taken" : "again");
  }

  private void quartile(
      Notice notice, int quartile, Optional<Showing> showing, String address, Instant now) {
    UUID impression = notice.impression();
    boolean valid =
        judge(
                told(
                    Told.What.QUARTILE,
                    impression,
                    quartile,
                    showing,
                    address,
                    Optional.empty(),
                    now))
            .isEmpty();
    tell(notice.kind(), NoticeFacts.quartile(impression, quartile, showing, now));
    if (quartile == COMPLETE) {
      pay(valid, impression, LineItem.Pricing.CPCV, now);
    }
  }

  private void pay(boolean valid, UUID impression, LineItem.Pricing what, Instant now) {
    if (valid) {
      var unused = purse.paid(impression, what, now);
    }
  }

  private Told told(
      Told.What what,
      UUID impression,
      int quartile,
      Optional<Showing> showing,
      String address,
      Optional<Told.Click> click,
      Instant now) {
    Optional<Instant> began =
        traffic.begun(impression).or(() -> showing.filter(Showing::shown).map(Showing::at));
    return new Told(
        what,
        impression,
        quartile,
        showing.flatMap(Showing::person),
        showing.flatMap(Showing::device),
        address,
        showing.map(Showing::at),
        began,
        showing
            .flatMap(known -> creatives.of(known.creative()))
            .map(Beacons::duration)
            .orElse(OptionalLong.empty()),
        click,
        now);
  }

  private Optional<Invalid> judge(Told told) {
    Optional<Invalid> why = traffic.take(told);
    why.ifPresent(
        reason -> {
          Optional<Showing> showing = showings.of(told.impression());
          log.durably(NoticeFacts.flagged(told.impression(), reason, showing, told.at()));
          meters
              .counter("playhouse_ad_invalid", "Notices flagged invalid", "reason", reason.text())
              .increment();
        });
    return why;
  }

  private void tell(Notices.Kind kind, Ad fact) {
    log.durably(fact);
    count(kind, "taken");
  }

  private static OptionalLong duration(Creative creative) {
    long millis = creative.durationMillis();
    return millis > 0 ? OptionalLong.of(millis) : OptionalLong.empty();
  }

  private void count(Notices.Kind kind, String outcome) {
    meters
        .counter(
            "playhouse_ad_notices",
            "Notices of ads by what became of them",
            "kind",
            kind.name(),
            "outcome",
            outcome)
        .increment();
  }
}
