package playhouse.serving.billing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Provider;
import playhouse.serving.billing.changes.Previews;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.offers.GiftCards;
import playhouse.serving.billing.payments.channels.HttpPsp;
import playhouse.serving.billing.payments.disputes.Dispute.Decision;
import playhouse.serving.billing.subscriptions.Changes;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * As {@link BillingYearsTest}, of people who also change plans, rest, bring gift cards and use
 * coupons: what is taken is what invoices say less the balance, and the books hold both.
 */
class ChangingYearsTest {
  private static final int PEOPLE = 15;
  private static final Duration YEARS = Duration.ofDays(500);
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final List<String> FAULTS =
      List.of("decline", "drop-after", "drop-before", "error-after", "nonsense", "wrong-amount");

  private static final List<String> PLANS =
      List.of("standard", "premium", "standard-yearly", "free");
  private static final List<String> COUNTRIES = List.of("US", "CN", "DE");
  private static final List<String> METHODS = List.of("tok_visa", "tok_visa", "tok_declined_1");

  private final HandClock clock = new HandClock(Instant.parse("2027-01-29T22:30:00Z"));
  private Provider psp;
  private final List<UUID> people =
      IntStream.range(0, PEOPLE).mapToObj(i -> new UUID(7, i)).toList();
  private ServicesDatabase database;
  private Payments payments;
  private Subscriptions subscriptions;
  private Recognition recognition;
  private Previews previews;
  private Changes changes;
  private long cards;
  private int changed;
  private final Mortal.Fate fate = new Mortal.Fate();

  @BeforeEach
  void open() throws Exception {
    database = EmptyServices.open();
    psp = new Provider();
    HttpPsp there = new HttpPsp(psp.uri(), "key", "secret", PATIENCE, clock);
    payments =
        new Payments(database, Map.of("card", new Mortal(there, fate)), Runnable::run, clock);
    subscriptions = new Subscriptions(clock, payments);
    recognition = new Recognition(clock);
    changes = new Changes(payments);
    previews = new Previews(clock, changes);
  }

  @AfterEach
  void close() {
    psp.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {20270130, 5})
  void theBooksSayTheSameAsTheProvidersAndNobodyIsWronged(long seed) throws Exception {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Instant end = clock.instant().plus(YEARS);
    int refused = 0;
    int deaths = 0;
    while (clock.instant().isBefore(end)) {
      clock.forward(Duration.ofHours(1 + random.nextInt(24 * 4)));
      for (int i = random.nextInt(4); i > 0; i--) {
        refused += act(random) ? 0 : 1;
      }
      if (random.nextInt(4) == 0) {
        psp.next(FAULTS.get(random.nextInt(FAULTS.size())));
      }
      database.write(subscriptions::tick);
      fate.dying = random.nextInt(6) == 0;
      deaths += collect() ? 0 : 1;
      fate.dying = false;
      if (random.nextInt(3) == 0) {
        tellAgain(random);
      }
      if (random.nextInt(5) == 0) {
        database.write(recognition::recognise);
      }
      nobodyIsServedUnpaidBeyondGrace();
    }
    settle();
    System.out.printf(
        "%d charges, %d deaths, %d refusals%n", psp.charges().size(), deaths, refused);
    assertThat(psp.charges().size()).isGreaterThan(50);
    assertThat(deaths).isGreaterThan(3);
    assertThat(changed).isGreaterThan(20);
    nobodyIsChargedTwice();
    theBooksAreTheProviders();
    everyInvoiceIsExplained();
  }

  /** Something that somebody does; false if it was refused. */
  private boolean act(Random random) {
    UUID person = people.get(random.nextInt(PEOPLE));
    try {
      switch (random.nextInt(12)) {
        case 0, 1, 2 ->
            database.write(
                tx ->
                    subscriptions.subscribe(
                        tx,
                        person,
                        PLANS.get(random.nextInt(PLANS.size())),
                        COUNTRIES.get(random.nextInt(COUNTRIES.size()))));
        case 3, 4, 5 ->
            database.write(
                tx -> {
                  String token = METHODS.get(random.nextInt(METHODS.size()));
                  payments.payWith(tx, new PaymentMethod(person, "card", token, "Visa"));
                  return true;
                });
        case 6, 7, 8 -> {
          String plan = PLANS.get(random.nextInt(PLANS.size()));
          with(person, (tx, s) -> previews.change(tx, s, previews.preview(tx, s, plan).id()));
          changed++;
        }
        case 9 ->
            with(
                person,
                (tx, s) ->
                    random.nextBoolean()
                        ? subscriptions.pause(tx, s, 1)
                        : subscriptions.resume(tx, s));
        case 10 -> gift(person, random);
        default -> cancel(person);
      }
      return true;
    } catch (Refusal e) {
      return false;
    }
  }

  private void gift(UUID person, Random random) {
    with(
        person,
        (tx, s) -> {
          String code = String.format("7KQ2M4XZ%08d", ++cards);
          Money amount = Money.ofMinor(s.price().getCurrencyUnit(), 1 + random.nextInt(2_000));
          GiftCards.activate(tx, code, amount, "sold", clock.instant());
          subscriptions.settle(
              tx, person, () -> GiftCards.redeem(tx, person, code, clock.instant()));
          return s;
        });
  }

  private interface Step {
    Object apply(Handle tx, Subscription s);
  }

  private void with(UUID person, Step step) {
    database.write(
        tx -> {
          Subscriptions.of(tx, person, 1).stream()
              .filter(s -> s.state() != Subscription.State.EXPIRED)
              .forEach(s -> step.apply(tx, Subscriptions.locked(tx, s.id())));
          return true;
        });
  }

  private void cancel(UUID person) {
    with(person, (tx, s) -> subscriptions.cancel(tx, s, "price"));
  }

  /** False if it died. */
  private boolean collect() {
    try {
      for (int i = 0; i < 20 && payments.collect() > 0; i++) {
        // until nothing is due
      }
      return true;
    } catch (CompletionException e) {
      assertThat(e).hasRootCauseMessage("killed");
      return false;
    }
  }

  /** Any events of the past, in any order, some of them twice. */
  private void tellAgain(Random random) throws Exception {
    List<JsonNode> charges = psp.charges();
    for (int i = 0; i < 5 && !charges.isEmpty(); i++) {
      JsonNode charge = charges.get(random.nextInt(charges.size()));
      String id = "evt_" + charge.path("id").asText() + "_" + random.nextInt(3);
      String type = "charge." + charge.path("status").asText();
      PaymentChannel.Notice notice = Years.notice(id, type, charge, clock.instant());
      database.write(tx -> payments.told(tx, "card", notice));
    }
  }

  /** Lets the clock go on until nothing is open any more. */
  private void settle() throws IOException, InterruptedException {
    for (UUID person : people) {
      try {
        cancel(person);
      } catch (Refusal e) {
        assertThat(e).hasMessageContaining("on its way");
      }
    }
    for (int day = 0; day < 800; day++) {
      clock.forward(Duration.ofDays(1));
      database.write(subscriptions::tick);
      assertThat(collect()).isTrue();
      peopleDecide();
      if (day % 20 == 0) {
        people.forEach(
            person -> {
              try {
                cancel(person);
              } catch (Refusal e) {
                // is tried again
              }
            });
      }
    }
    while (database.write(recognition::recognise) > 0) {
      // until everything is earned
    }
    assertThat(texts("select id::text from billing.subscription where state <> 'expired'"))
        .isEmpty();
    assertThat(
            texts(
                """
                select id::text from billing.payment
                where state in ('due', 'sending', 'unknown')"""))
        .isEmpty();
  }

  /** What came wrong is taken for what was owed, or goes back if nothing is. */
  private void peopleDecide() {
    for (String id : texts("select payment::text from billing.dispute where state = 'open'")) {
      UUID payment = UUID.fromString(id);
      try {
        database.write(tx -> payments.resolve(tx, payment, Decision.ACCEPT));
      } catch (Refusal e) {
        database.write(tx -> payments.resolve(tx, payment, Decision.GIVE_BACK));
      }
    }
    payments.refunds().collect();
  }

  private void nobodyIsServedUnpaidBeyondGrace() {
    assertThat(Years.servedUnpaid(database, clock.instant())).as("served unpaid").isEmpty();
  }

  private void nobodyIsChargedTwice() throws IOException, InterruptedException {
    Map<String, Long> takenByPayment =
        psp.charges().stream()
            .filter(charge -> charge.path("status").asText().equals("succeeded"))
            .collect(
                Collectors.groupingBy(
                    charge -> charge.path("reference").asText().substring(0, 36),
                    Collectors.counting()));
    assertThat(takenByPayment.values()).containsOnly(1L);
    List<String> ours =
        texts(
            """
            select id::text from billing.payment where state in ('captured', 'disputed')
            union all select payment::text from billing.dispute where state = 'returned'""");
    assertThat(ours).containsExactlyInAnyOrderElementsOf(takenByPayment.keySet());
    assertThat(
            texts(
                "select count(*)::text from platform.outbox where headers ->> 'ce_type' = 'payment.captured'"))
        .isEqualTo(texts("select count(*)::text from billing.payment where state = 'captured'"));
  }

  private void theBooksAreTheProviders() throws IOException, InterruptedException {
    List<String> disputed = texts("select id::text from billing.payment where state = 'disputed'");
    Map<String, Long> taken = new HashMap<>();
    for (JsonNode charge : psp.charges()) {
      String payment = charge.path("reference").asText().substring(0, 36);
      if (charge.path("status").asText().equals("succeeded") && !disputed.contains(payment)) {
        taken.merge(
            charge.path("currency").asText(), charge.path("amountMinor").asLong(), Long::sum);
      }
    }
    Map<String, BigDecimal> books = new HashMap<>();
    database
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        select account || ' ' || currency, sum(amount)
                        from billing.ledger_line group by 1""")
                    .map((row, context) -> Map.entry(row.getString(1), row.getBigDecimal(2)))
                    .list())
        .forEach(each -> books.put(each.getKey(), each.getValue()));
    taken.forEach(
        (currency, minor) -> {
          BigDecimal amount = BigDecimal.valueOf(minor, 2);
          BigDecimal back =
              new BigDecimal(
                  texts(
                          "select coalesce(sum(amount), 0)::text from billing.refund"
                              + " where state = 'completed' and currency = '"
                              + currency
                              + "'")
                      .get(0));
          assertThat(books.get("provider " + currency)).isEqualByComparingTo(amount.subtract(back));
          assertThat(books.get("deferred " + currency)).as("not earned").isZero();
          BigDecimal spent =
              new BigDecimal(
                  texts(
                          """
                          select coalesce(sum(balance), 0)::text from billing.invoice
                          where state = 'paid' and currency = '%s'"""
                              .formatted(currency))
                      .get(0));
          BigDecimal owed = books.getOrDefault("tax " + currency, BigDecimal.ZERO);
          // What came wrong and was kept all the same.
          BigDecimal differs = books.getOrDefault("difference " + currency, BigDecimal.ZERO);
          assertThat(
                  books.getOrDefault("revenue " + currency, BigDecimal.ZERO).add(owed).add(differs))
              .isEqualByComparingTo(amount.subtract(back).add(spent).negate());
        });
    assertThat(taken).isNotEmpty();
  }

  private void everyInvoiceIsExplained() {
    assertThat(
            texts(
                """
                select i.id from billing.invoice i
                left join billing.payment p on p.invoice = i.id
                where (p.amount <> i.amount and i.amount <> 0)
                   or i.state = 'paid' and i.amount > 0
                     and coalesce(p.state, '') <> 'captured'
                   or coalesce(p.state, '') = 'captured' and i.state <> 'paid'
                   or i.state = 'open' and coalesce(p.state, '') <> 'disputed'"""))
        .as("invoices that the payments do not explain")
        .isEmpty();
    assertThat(texts("select person::text from billing.trial group by person having count(*) > 1"))
        .isEmpty();
  }

  private List<String> texts(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
