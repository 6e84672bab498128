package playhouse.serving.advertising.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static playhouse.serving.advertising.budgets.Ads.MINUTE;
import static playhouse.serving.advertising.budgets.Ads.NOW;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import playhouse.contracts.facts.Ad;
import playhouse.serving.EmptyServices;
import playhouse.serving.advertising.orders.LineItem;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;

/** Budgets and caps on a real PostgreSQL: many at once, killed in the middle, late and twice. */
class BudgetsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final int THREADS = 8;
  private static final long PRICE = 2_500;

  private final ServicesDatabase database = EmptyServices.open();
  private final Moved clock = new Moved(NOW);
  private final List<Till> open = new ArrayList<>();

  /** A clock that stands where it is put. */
  private static final class Moved extends Clock {
    private Instant now;

    Moved(Instant now) {
      this.now = now;
    }

    synchronized void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public synchronized Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private Till till() {
    Till till = new Till(database, clock, UUID::randomUUID, SILENCE);
    open.add(till);
    Await.until("the purse is open", LIMIT, till::ready);
    return till;
  }

  @AfterEach
  void close() {
    open.forEach(Till::close);
    database.close();
  }

  private List<Purse.Wish> hold(Till till, LineItem lineItem, Optional<UUID> person) {
    return till.hold(Ads.occasion(person, clock.instant()), List.of(Ads.wish(lineItem, 0, PRICE)));
  }

  private interface Work {
    void run(int thread, Random random) throws Exception;
  }

  private static void together(long seed, Work work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        all.add(
            pool.submit(
                () -> {
                  work.run(thread, new Random(seed + thread));
                  return thread;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aBudgetIsSpentToTheLastImpressionAndNotOneMoreByManyAtOnce() throws Exception {
    Till till = till();
    List<LineItem> items =
        Stream.of(40L, 41L, 97L)
            .map(n -> Ads.lineItem(n * PRICE + PRICE - 1, Optional.empty()))
            .toList();
    together(
        7,
        (thread, random) -> {
          for (int i = 0; i < 60; i++) {
            List<Purse.Wish> wishes = new ArrayList<>();
            for (LineItem item : items) {
              wishes.add(Ads.wish(item, wishes.size(), PRICE));
            }
            till.hold(Ads.occasion(Optional.of(UUID.randomUUID()), clock.instant()), wishes)
                .forEach(
                    wish ->
                        assertThat(till.shown(wish.impression(), clock.instant()))
                            .isEqualTo(Purse.Booked.NOW));
          }
        });
    assertThat(items.stream().map(item -> Ledgers.booked(database, item.id()) / PRICE))
        .containsExactly(40L, 41L, 97L);
    assertThat(Ledgers.wrong(database)).isEmpty();
    for (LineItem item : items) {
      assertThat(till.affords(item, PRICE)).isFalse();
      assertThat(till.affords(item, PRICE - 1)).isTrue();
      assertThat(till.of(item.id()).spentMicros()).isEqualTo(Ledgers.booked(database, item.id()));
      assertThat(
              Ledgers.facts(
                  database,
                  fact ->
                      fact.getBudgetExhausted() != null
                          && fact.getBudgetExhausted().getLineItem().equals(item.id().toString())))
          .hasSize(1);
    }
  }

  @Test
  void aCapIsNotPassedByOneWhoeverAsksAtOnceAndWhoeverIsKilled() throws Exception {
    List<UUID> people = Stream.generate(UUID::randomUUID).limit(5).toList();
    LineItem item =
        Ads.lineItem(
            1_000_000_000,
            Optional.empty(),
            new LineItem.Cap(3, 3_600),
            new LineItem.Cap(5, 86_400));
    Till till = till();
    for (int round = 0; round < 3; round++) {
      Till now = till;
      together(
          round,
          (thread, random) -> {
            for (int i = 0; i < 30; i++) {
              UUID person = people.get(random.nextInt(people.size()));
              for (Purse.Wish wish : hold(now, item, Optional.of(person))) {
                if (random.nextBoolean()) {
                  now.shown(wish.impression(), clock.instant());
                }
              }
            }
          });
      assertThat(Ledgers.mostTurns(database, item.id())).isEqualTo(3);
      now.abandon();
      till = till();
    }
    // What was not shown is given back, and after an hour there is more, up to that of the day.
    clock.forward(Duration.ofMinutes(61));
    Till last = till;
    Await.until(
        "what was not shown is given back",
        LIMIT,
        () -> Ledgers.paidAndHeld(database, item.id()) == Ledgers.booked(database, item.id()));
    together(
        9,
        (thread, random) -> {
          for (int i = 0; i < 30; i++) {
            UUID person = people.get(random.nextInt(people.size()));
            hold(last, item, Optional.of(person))
                .forEach(wish -> last.shown(wish.impression(), clock.instant()));
          }
        });
    assertThat(Ledgers.mostTurns(database, item.id())).isEqualTo(5);
    assertThat(last.mayShow(people.get(0), item, clock.instant())).isFalse();
    assertThat(last.mayShow(UUID.randomUUID(), item, clock.instant())).isTrue();
    assertThat(
            Ledgers.facts(
                database,
                fact -> fact.getCapHit() != null && fact.getCapHit().getSeconds() == 86_400))
        .hasSizeBetween(1, people.size());
    assertThat(Ledgers.wrong(database)).isEmpty();
  }

  @Test
  void whatHasACapIsNotHeldForSomebodyNobodyKnows() {
    Till till = till();
    LineItem capped = Ads.lineItem(1_000_000, Optional.empty(), new LineItem.Cap(3, 60));
    assertThat(hold(till, capped, Optional.empty())).isEmpty();
    assertThat(hold(till, Ads.lineItem(1_000_000, Optional.empty()), Optional.empty())).hasSize(1);
  }

  @Test
  void whatTheDatabaseCannotWriteIsRefusedBeforeItFailsForOthers() {
    Till till = till();
    LineItem item = Ads.lineItem(1_000_000, Optional.empty());
    for (String title : List.of("a\0b", "\ud800")) {
      Purse.Occasion occasion =
          new Purse.Occasion(
              UUID.randomUUID().toString(),
              "mid-roll",
              Optional.empty(),
              Optional.empty(),
              Optional.of(title),
              1,
              clock.instant(),
              clock.instant().plus(MINUTE));
      List<Purse.Wish> wishes = List.of(Ads.wish(item, 0, PRICE));
      assertThatThrownBy(() -> till.hold(occasion, wishes)).isInstanceOf(Refusal.class);
    }
    assertThat(hold(till, item, Optional.empty())).hasSize(1);
  }

  @Test
  void itIsPaidOnceHoweverOftenItIsToldAndNotIfItCameTooLate() {
    Till till = till();
    LineItem item = Ads.lineItem(3 * PRICE, Optional.empty());
    Purse.Wish first = hold(till, item, Optional.empty()).get(0);
    assertThat(till.of(item.id()).heldMicros()).isEqualTo(PRICE);
    assertThat(till.shown(first.impression(), clock.instant())).isEqualTo(Purse.Booked.NOW);
    assertThat(till.shown(first.impression(), clock.instant())).isEqualTo(Purse.Booked.BEFORE);
    assertThat(till.shown(UUID.randomUUID(), clock.instant())).isEqualTo(Purse.Booked.NOT_HELD);
    assertThat(Ledgers.booked(database, item.id())).isEqualTo(PRICE);
    assertThat(till.of(item.id())).isEqualTo(new Standing.Spending(PRICE, 0, PRICE, 1));

    Purse.Wish late = hold(till, item, Optional.empty()).get(0);
    clock.forward(MINUTE.plusMillis(1));
    assertThat(till.shown(late.impression(), clock.instant())).isEqualTo(Purse.Booked.NOT_HELD);
    Await.until("its money is back", LIMIT, () -> till.of(item.id()).heldMicros() == 0);
    Purse.Wish second = hold(till, item, Optional.empty()).get(0);
    Purse.Wish third = hold(till, item, Optional.empty()).get(0);
    assertThat(hold(till, item, Optional.empty())).isEmpty();
    till.release(third.impression(), clock.instant());
    assertThat(till.shown(third.impression(), clock.instant())).isEqualTo(Purse.Booked.NOT_HELD);
    Purse.Wish fourth = hold(till, item, Optional.empty()).get(0);
    assertThat(till.shown(second.impression(), clock.instant())).isEqualTo(Purse.Booked.NOW);
    assertThat(till.shown(fourth.impression(), clock.instant())).isEqualTo(Purse.Booked.NOW);
    assertThat(Ledgers.booked(database, item.id())).isEqualTo(3 * PRICE);
    assertThat(
            Ledgers.facts(database, fact -> fact.getAdImpression() != null).stream()
                .mapToLong(fact -> fact.getAdImpression().getRevenueMicros())
                .sum())
        .isEqualTo(3 * PRICE);
    assertThat(Ledgers.wrong(database)).isEmpty();
  }

  @Test
  void aDayHasItsOwnBudgetAndTheNextDayHasItAnew() {
    Till till = till();
    LineItem item = Ads.lineItem(5 * PRICE, Optional.of(2 * PRICE));
    for (int day = 0; day < 4; day++) {
      int shown = 0;
      for (int i = 0; i < 4; i++) {
        for (Purse.Wish wish : hold(till, item, Optional.empty())) {
          till.shown(wish.impression(), clock.instant());
          shown++;
        }
      }
      assertThat(shown).isEqualTo(List.of(2, 2, 1, 0).get(day));
      clock.forward(Duration.ofDays(1));
    }
    assertThat(
            Ledgers.facts(database, fact -> fact.getBudgetExhausted() != null).stream()
                .map(fact -> fact.getBudgetExhausted().getBudget()))
        .containsExactly("day", "day", "total");
    assertThat(Ledgers.wrong(database)).isEmpty();
  }

  @Test
  void aClickPaysOnceAndWhatNobodyFollowsIsGivenBack() {
    Till till = till();
    LineItem item = Ads.lineItem(LineItem.Pricing.CPC, 400_000, 1_000_000, Optional.empty());
    Purse.Wish one = Ads.wish(item, 0, 0);
    Purse.Wish other = Ads.wish(item, 1, 0);
    Purse.Wish more = Ads.wish(item, 2, 0);
    assertThat(
            till.hold(Ads.occasion(Optional.empty(), clock.instant()), List.of(one, other, more)))
        .containsExactly(one, other);
    assertThat(till.paid(one.impression(), LineItem.Pricing.CPC, clock.instant()))
        .isEqualTo(Purse.Booked.NOT_HELD);
    till.shown(one.impression(), clock.instant());
    till.shown(other.impression(), clock.instant());
    assertThat(till.paid(one.impression(), LineItem.Pricing.CPCV, clock.instant()))
        .isEqualTo(Purse.Booked.NOT_HELD);
    assertThat(till.paid(one.impression(), LineItem.Pricing.CPC, clock.instant()))
        .isEqualTo(Purse.Booked.NOW);
    assertThat(till.paid(one.impression(), LineItem.Pricing.CPC, clock.instant()))
        .isEqualTo(Purse.Booked.BEFORE);
    assertThat(Ledgers.booked(database, item.id())).isEqualTo(400_000);
    assertThat(paid()).containsExactly("click 400000 EUR " + one.impression());
    assertThat(
            Ledgers.facts(database, fact -> fact.getAdImpression() != null).stream()
                .map(fact -> fact.getAdImpression().getRevenueMicros()))
        .containsExactly(0L, 0L);
    clock.forward(Duration.ofMinutes(31));
    Await.until("its money is back", LIMIT, () -> till.of(item.id()).heldMicros() == 0);
    assertThat(till.paid(other.impression(), LineItem.Pricing.CPC, clock.instant()))
        .isEqualTo(Purse.Booked.NOT_HELD);
    assertThat(till.of(item.id()).impressions()).isEqualTo(2);
    assertThat(paid()).as("what came too late pays nothing").hasSize(1);
    assertThat(Ledgers.wrong(database)).isEmpty();
  }

  @Test
  void whatIsPaidForIsToldOnceHoweverManyTellOfItAtOnceAndWhoeverIsKilled() throws Exception {
    List<Till> tills = List.of(till(), till());
    LineItem item = Ads.lineItem(LineItem.Pricing.CPCV, 20_000, 10_000_000, Optional.empty());
    List<Purse.Wish> wishes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      wishes.add(Ads.wish(item, i, 0));
    }
    assertThat(tills.get(0).hold(Ads.occasion(Optional.empty(), clock.instant()), wishes))
        .hasSize(40);
    wishes.forEach(wish -> tills.get(1).shown(wish.impression(), clock.instant()));
    together(
        11,
        (thread, random) -> {
          for (Purse.Wish wish : wishes.subList(0, 30)) {
            tills
                .get(random.nextInt(2))
                .paid(wish.impression(), LineItem.Pricing.CPCV, clock.instant());
          }
        });
    tills.get(0).abandon();
    wishes.forEach(
        wish ->
            assertThat(tills.get(1).paid(wish.impression(), LineItem.Pricing.CPCV, clock.instant()))
                .isNotEqualTo(Purse.Booked.NOT_HELD));
    assertThat(paid())
        .containsExactlyInAnyOrderElementsOf(
            wishes.stream().map(wish -> "complete 20000 EUR " + wish.impression()).toList());
    assertThat(Ledgers.booked(database, item.id())).isEqualTo(40 * 20_000);
    assertThat(Ledgers.wrong(database)).isEmpty();
  }

  private List<String> paid() {
    return Ledgers.facts(database, fact -> fact.getAdPaid() != null).stream()
        .map(Ad::getAdPaid)
        .map(
            one ->
                String.join(
                    " ",
                    one.getEvent(),
                    String.valueOf(one.getRevenueMicros()),
                    one.getCurrency(),
                    one.getImpression()))
        .toList();
  }

  @Test
  void twoProcessesShareABudgetAndUseAllOfItAndOneThatIsKilledKeepsNothing() throws Exception {
    List<Till> tills = List.of(till(), till());
    int impressions = 200;
    LineItem item = Ads.lineItem(impressions * PRICE, Optional.empty());
    together(
        3,
        (thread, random) -> {
          Till till = tills.get(thread % 2);
          for (int i = 0; i < 15; i++) {
            for (Purse.Wish wish : hold(till, item, Optional.of(UUID.randomUUID()))) {
              // Any process may be told of it.
              assertThat(tills.get(random.nextInt(2)).shown(wish.impression(), clock.instant()))
                  .isEqualTo(Purse.Booked.NOW);
            }
          }
        });
    assertThat(Ledgers.wrong(database)).isEmpty();
    assertThat(Ledgers.booked(database, item.id())).isEqualTo(120 * PRICE);
    // Held by one that dies: it comes back when it has lapsed.
    int held = 0;
    for (int i = 0; i < 10; i++) {
      held += hold(tills.get(0), item, Optional.empty()).size();
    }
    assertThat(held).isEqualTo(10);
    tills.get(0).abandon();
    clock.forward(MINUTE.plusSeconds(1));
    Await.until(
        "all of it is spent by the other",
        LIMIT,
        () -> {
          hold(tills.get(1), item, Optional.empty())
              .forEach(wish -> tills.get(1).shown(wish.impression(), clock.instant()));
          return Ledgers.booked(database, item.id()) == impressions * PRICE;
        });
    assertThat(hold(tills.get(1), item, Optional.empty())).isEmpty();
    assertThat(Ledgers.wrong(database)).isEmpty();
  }

  @Test
  void twoProcessesDoNotPassACapTogether() throws Exception {
    List<Till> tills = List.of(till(), till());
    List<UUID> people = Stream.generate(UUID::randomUUID).limit(3).toList();
    LineItem item = Ads.lineItem(1_000_000_000, Optional.empty(), new LineItem.Cap(10, 600));
    together(
        5,
        (thread, random) -> {
          for (int i = 0; i < 25; i++) {
            hold(tills.get(thread % 2), item, Optional.of(people.get(random.nextInt(3))));
          }
        });
    assertThat(Ledgers.mostTurns(database, item.id())).isEqualTo(10);
  }
}
