package playhouse.local.verify.rights;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Licensors who grant, change their minds and take back, at random. */
final class Market {
  static final List<String> TERRITORIES = List.of("DE", "FR", "US", "CN", "JP", "BR");
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneOffset.UTC,
          ZoneId.of("Europe/Berlin"),
          ZoneId.of("America/New_York"),
          ZoneId.of("Asia/Shanghai"),
          // Clocks go forward at midnight, so that days begin at one; and by half an hour.
          ZoneId.of("Africa/Cairo"),
          ZoneId.of("Australia/Lord_Howe"));

  private final Counter counter;
  private final Oracle oracle;
  private final Random random;
  private final List<String> titles;
  private final List<Deal> standing = new ArrayList<>();
  private final Tally conflicts = new Tally("conflicts");

  Market(Counter counter, Oracle oracle, Random random, List<String> titles) {
    this.counter = counter;
    this.oracle = oracle;
    this.random = random;
    this.titles = titles;
  }

  Tally conflicts() {
    return conflicts;
  }

  /** Someone does something. */
  void act() {
    standing.removeIf(deal -> deal.over(counter.now()));
    int what = random.nextInt(10);
    if (what < 6 || standing.isEmpty()) {
      grant(one(titles));
    } else if (what < 8) {
      amend(one(standing));
    } else {
      end(one(standing));
    }
  }

  void grant(String title) {
    Deal wanted = deal("", title, one(List.of("acme", "globex", "initech")));
    boolean clashes = oracle.clashes(wanted, TERRITORIES, counter.now());
    Counter.Answer answer = counter.operator("POST", "/v1/rights/grants", wanted.body());
    expect(answer, clashes, wanted);
    if (answer.good()) {
      keep(wanted.named(answer.body().path("id").asText()));
    }
  }

  private void amend(Deal before) {
    Deal wanted = deal(before.id(), before.title(), before.licensor());
    boolean clashes = oracle.clashes(wanted, TERRITORIES, counter.now());
    Counter.Answer answer =
        counter.operator("PUT", "/v1/rights/grants/" + before.id(), wanted.body());
    expect(answer, clashes, wanted);
    if (answer.good()) {
      standing.remove(before);
      keep(wanted);
    }
  }

  /** Ends one; which. */
  Deal end(Deal deal) {
    Counter.Answer answer =
        counter.operator("POST", "/v1/rights/grants/" + deal.id() + "/end", Map.of());
    standing.remove(deal);
    Deal ended = deal.endedAt(counter.now());
    oracle.put(ended);
    conflicts.hold(answer.good(), "cannot end " + deal + ": " + answer);
    return ended;
  }

  private void keep(Deal deal) {
    oracle.put(deal);
    standing.add(deal);
  }

  private void expect(Counter.Answer answer, boolean clashes, Deal wanted) {
    conflicts.hold(
        answer.status() / 100 == (clashes ? 4 : 2),
        "is answered " + answer.status() + " " + answer.body() + ": " + wanted);
  }

  private Deal deal(String id, String title, String licensor) {
    LocalDate today = counter.now().atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate first = today.plusDays(random.nextInt(40) - 25);
    boolean everywhere = random.nextInt(3) == 0;
    List<String> held = random.nextInt(8) == 0 ? List.of(one(Oracle.MODELS)) : List.of();
    return new Deal(
        id,
        title,
        licensor,
        everywhere ? List.of("*") : List.copyOf(some(TERRITORIES)),
        everywhere && random.nextBoolean() ? List.of(one(TERRITORIES)) : List.of(),
        List.copyOf(some(Oracle.MODELS)),
        random.nextInt(3) > 0 ? List.of() : List.copyOf(some(Deal.DEVICES)),
        random.nextInt(3) > 0 ? 0 : one(List.of(576, 1080, 2160)),
        random.nextInt(8) == 0,
        first,
        first.plusDays(random.nextInt(45)),
        one(ZONES),
        held,
        held.isEmpty() ? 0 : 1 + random.nextInt(10),
        Optional.empty());
  }

  /** When something begins or ends next; a second before, or then. */
  Duration pause() {
    Deal deal = standing.isEmpty() ? deal("", titles.get(0), "acme") : one(standing);
    LocalDate day = random.nextBoolean() ? deal.first() : deal.last().plusDays(1);
    Duration until = Duration.between(counter.now(), day.atStartOfDay(deal.zone()).toInstant());
    boolean soon = !until.isNegative() && until.compareTo(Duration.ofDays(4)) < 0;
    Duration any = Duration.ofMinutes(1 + random.nextInt(2 * 24 * 60));
    return soon ? until.minusSeconds(random.nextBoolean() && !until.isZero() ? 1 : 0) : any;
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private <T extends Comparable<? super T>> Set<T> some(List<T> of) {
    Set<T> some = new TreeSet<>();
    some.add(one(of));
    while (random.nextInt(3) > 0) {
      some.add(one(of));
    }
    return some;
  }
}
