package playhouse.serving.advertising.breaks;

import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import playhouse.serving.acquisition.rights.Device;
import playhouse.serving.acquisition.rights.Place;
import playhouse.serving.acquisition.rights.RightsApi;
import playhouse.serving.advertising.auction.Auction;
import playhouse.serving.advertising.auction.Winner;
import playhouse.serving.advertising.bidders.Bidding;
import playhouse.serving.advertising.budgets.Purse;
import playhouse.serving.advertising.forecasts.Inventory;
import playhouse.serving.advertising.matching.Matching;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.advertising.pacing.Traffic;
import playhouse.serving.personalisation.attention.AttentionApi;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.facts.FactLog;

/** Fills breaks: who may be interrupted, by what, and whose money is held for it. */
public final class Breaks {
  private static final int SECOND = 1_000;

  private final Among among;
  private final Auction auction;
  private final Purse purse;
  private final FactLog log;
  private final Supplier<UUID> ids;
  private final LongSupplier nanos;
  private final Counter late;
  private final Counter away;

  /** What is asked before there is an auction. */
  public record Among(
      RightsApi rights,
      AttentionApi attention,
      Traffic traffic,
      Inventory inventory,
      Matching matching,
      Flights flights,
      Bidding bidding) {}

  /**
   * From those flights, with that money.
   *
   * @param nanos a clock that only goes on, of no day
   */
  public Breaks(
      Among among,
      Auction auction,
      Purse purse,
      FactLog log,
      Supplier<UUID> ids,
      LongSupplier nanos,
      Meters meters) {
    this.among = among;
    this.auction = auction;
    this.purse = purse;
    this.log = log;
    this.ids = ids;
    this.nanos = nanos;
    late = meters.counter("playhouse_ad_breaks_late", "Breaks without ads: it took too long");
    away =
        meters.counter(
            "playhouse_ad_breaks_unpaid", "Breaks without ads: no money could be held for them");
  }

  /**
   * What is to be shown there; without ads where there are none, and never an error.
   *
   * @param watcher who is interrupted, whether ads may go by them or not
   */
  public FilledBreak fill(Opportunity there, Optional<UUID> watcher) {
    return fill(Wanted.whole(there, watcher)).get(0);
  }

  /** The same of each part of it. */
  public List<FilledBreak> fill(Wanted wanted) {
    long end = nanos.getAsLong() + wanted.limit().toNanos();
    Opportunity there = wanted.there();
    if (wanted.held()) {
      among.traffic().asked(there.now());
    }
    Optional<String> barred = barred(wanted);
    // All of it is chosen from the same: what comes meanwhile does not get the end of it only.
    Flights.All flights = among.flights().now();
    List<FilledBreak> parts = new ArrayList<>();
    List<FilledBreak.Ad> ads = new ArrayList<>();
    for (Wanted.Part part : wanted.parts()) {
      FilledBreak filled =
          barred.isPresent()
              ? filled(part.there(), wanted.watcher(), List.of(), List.of(barred.get()))
              : fill(part, flights, wanted, end, new Besides(ads));
      parts.add(filled);
      ads.addAll(filled.ads());
    }
    if (!ads.isEmpty() && wanted.held() && interrupts(there)) {
      int seconds = (int) ((Fill.millis(ads) + SECOND - 1) / SECOND);
      wanted
          .watcher()
          .ifPresent(person -> among.attention().interrupted(person, seconds, there.now()));
    }
    return parts;
  }

  /** It is not shown: what it held is given back. */
  public void release(FilledBreak filled, Instant now) {
    filled.ads().forEach(ad -> purse.release(ad.impression(), now));
  }

  private FilledBreak fill(
      Wanted.Part part, Flights.All flights, Wanted wanted, long end, Besides besides) {
    Opportunity there = part.there();
    Bidding.Round round = wanted.outside() ? among.bidding().ask(there, end) : Bidding.Round.NONE;
    Matching.Matched matched = among.matching().match(flights, there);
    List<Matching.Fit> fits = new ArrayList<>(part.may().apply(matched.fits()));
    fits.addAll(round.offers());
    fits = besides.of(fits);
    List<Winner> winners = auction.run(fits, there);
    if (wanted.held()) {
      among.inventory().asked(there, winners);
    }
    List<FilledBreak.Ad> ads = List.of();
    if (inTime(end)) {
      ads = wanted.held() ? held(there, winners, fits) : tried(winners);
    }
    round.settle(
        ads.stream()
            .filter(ad -> ad.winner().fit().outside())
            .collect(Collectors.toMap(FilledBreak.Ad::lineItem, FilledBreak.Ad::impression)));
    if (wanted.held()) {
      tell(there, ads, matched.denied());
    }
    List<String> denied = matched.denied().stream().map(Matching.Denied::reason).toList();
    return filled(there, wanted.watcher(), ads, denied);
  }

  private List<FilledBreak.Ad> tried(List<Winner> winners) {
    return winners.stream()
        .map(winner -> new FilledBreak.Ad(ids.get(), winner.slot(), winner))
        .toList();
  }

  private Optional<String> barred(Wanted wanted) {
    Opportunity there = wanted.there();
    Optional<Device> device = Device.of(there.device());
    Place place = Place.of(there.country(), List.of(), device, 0, there.now());
    if (there.title().filter(title -> !among.rights().may(title, place)).isPresent()) {
      return Optional.of("rights");
    }
    int seconds = (int) (wanted.mostMillis() / SECOND);
    boolean tired =
        interrupts(there)
            && wanted
                .watcher()
                .filter(who -> !among.attention().mayInterrupt(who, seconds, there.now()))
                .isPresent();
    return tired ? Optional.of("attention") : Optional.empty();
  }

  private static boolean interrupts(Opportunity there) {
    return !there.placement().equals("display");
  }

  private boolean inTime(long end) {
    boolean in = nanos.getAsLong() - end <= 0;
    if (!in) {
      late.increment();
    }
    return in;
  }

  private List<FilledBreak.Ad> held(
      Opportunity there, List<Winner> winners, List<Matching.Fit> fits) {
    Purse.Occasion occasion =
        new Purse.Occasion(
            there.request(),
            there.placement(),
            there.person(),
            there.play(),
            there.title(),
            there.pod().slots(),
            there.now(),
            until(there));
    try {
      return new Fill(auction, purse, ids, there, occasion).of(winners, fits);
    } catch (Refusal e) {
      if (!e.later()) {
        throw e;
      }
      away.increment();
      return List.of();
    }
  }

  private void tell(Opportunity there, List<FilledBreak.Ad> ads, List<Matching.Denied> denied) {
    ads.stream()
        .filter(ad -> !ad.winner().fit().outside())
        .forEach(ad -> log.aside(() -> MatchFacts.matched(ad, there)));
    denied.forEach(one -> log.aside(() -> MatchFacts.denied(one, there)));
  }

  private static Instant until(Opportunity there) {
    return there.now().plus(RecentBreaks.KEPT).plusMillis(there.pod().mostMillis());
  }

  private static FilledBreak filled(
      Opportunity there, Optional<UUID> watcher, List<FilledBreak.Ad> ads, List<String> denied) {
    List<String> once = denied.stream().distinct().sorted().toList();
    return new FilledBreak(there.request(), watcher, there.currency(), ads, once, until(there));
  }
}
