package playhouse.serving.billing.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.counterparts.Movements;
import playhouse.counterparts.psp.Charge;
import playhouse.counterparts.psp.Dispute;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Providers;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.payments.disputes.Dispute.Decision;
import playhouse.serving.billing.payments.routing.Router;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Three years of a few people who subscribe, pay by card, wallet, Alipay and WeChat Pay, do not
 * pay, cancel, come back, get money back and have their banks take it, with providers that go wrong
 * in every way they can, payers who come from their banks or do not, webhooks again and again and
 * out of order, and a process that dies while it sends. Whatever happens: nobody is charged twice,
 * nobody is served unpaid beyond grace, and the books say the same as the providers'.
 */
class BillingYearsTest {
  private static final int PEOPLE = 25;
  private static final Duration YEARS = Duration.ofDays(3 * 365);
  private static final Duration PATIENCE = Duration.ofMillis(300);
  private static final List<String> FAULTS =
      List.of("decline", "drop-after", "drop-before", "error-after", "nonsense", "wrong-amount");

  private static final List<String> CHANNELS =
      List.of("card", "card", "card", "alipay", "wechatpay", "wallet");
  private static final List<String> PLANS = List.of("standard", "standard-yearly", "free");
  private static final List<String> COUNTRIES = List.of("US", "CN", "CN", "DE");
  private static final List<String> METHODS =
      List.of("tok_visa", "tok_visa", "tok_challenge_1", "tok_norefund_1", "tok_declined_1");

  private final HandClock clock = new HandClock(Instant.parse("2027-01-29T22:30:00Z"));
  private Providers providers;
  private final List<UUID> people =
      IntStream.range(0, PEOPLE).mapToObj(i -> new UUID(7, i)).toList();
  private ServicesDatabase database;
  private Payments payments;
  private Subscriptions subscriptions;
  private Recognition recognition;
  private final Mortal.Fate fate = new Mortal.Fate();
  private boolean calm;
  private final Map<String, Integer> happened = new HashMap<>();

  @BeforeEach
  void open() throws Exception {
    database = EmptyServices.open();
    providers = new Providers(URI.create("http://127.0.0.1:1"), 0, clock);
    Map<String, PaymentChannel> channels = new HashMap<>();
    providers
        .channels(PATIENCE, clock)
        .forEach((name, channel) -> channels.put(name, new Mortal(channel, fate)));
    payments =
        new Payments(
            database,
            channels,
            Runnable::run,
            clock,
            new Payments.Others(
                (tx, question) -> judge(question), Router.direct(channels.keySet()), Orders.NONE));
    subscriptions = new Subscriptions(clock, payments);
    recognition = new Recognition(clock);
  }

  @AfterEach
  void close() {
    providers.close();
    database.close();
  }

  private Screening.Verdict judge(Screening.Question question) {
    int chance = Math.floorMod((question.payment() + " " + question.attempt()).hashCode(), 20);
    return switch (calm ? 19 : chance) {
      case 0 -> Screening.Verdict.DENY;
      case 1, 2 -> Screening.Verdict.REVIEW;
      case 3, 4 -> Screening.Verdict.CHALLENGE;
      default -> Screening.Verdict.ALLOW;
    };
  }

  @ParameterizedTest
  @ValueSource(longs = {20270129, 4, 77})
  void theBooksSayTheSameAsTheProvidersAndNobodyIsWronged(long seed) throws Exception {
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Instant end = clock.instant().plus(YEARS);
    while (clock.instant().isBefore(end)) {
      clock.forward(Duration.ofHours(1 + random.nextInt(24 * 4)));
      for (int i = random.nextInt(9); i > 0; i--) {
        act(random);
      }
      if (random.nextInt(3) == 0) {
        providers.next(
            CHANNELS.get(random.nextInt(CHANNELS.size())),
            FAULTS.get(random.nextInt(FAULTS.size())));
      }
      database.write(subscriptions::tick);
      fate.dying = random.nextInt(6) == 0;
      collect();
      fate.dying = false;
      payersActOrNot(random);
      peopleDecide(random);
      if (random.nextInt(3) == 0) {
        tellAgain(random);
      }
      if (random.nextInt(5) == 0) {
        database.write(recognition::recognise);
      }
      database.write(subscriptions::tick);
      nobodyIsServedUnpaidBeyondGrace();
    }
    settle(random);
    System.out.printf(
        "%d taken, %d given back, %d deaths, %s%n",
        providers.taken().size(), providers.givenBack().size(), fate.deaths, happened);
    // How much is taken hangs on ids too, which are others each time: between 78 and some 200.
    assertThat(providers.taken().size()).isGreaterThan(40);
    assertThat(providers.givenBack().size()).isGreaterThan(5);
    assertThat(fate.deaths).isGreaterThan(5);
    assertThat(happened).containsKeys("refund", "chargeback", "bank");
    // Money comes wrong a few times only: how that is decided on is by chance.
    assertThat(happened.keySet()).containsAnyOf("accept", "GIVE_BACK", "KEEP");
    nobodyIsChargedTwice();
    theBooksAreTheProviders();
    everyInvoiceIsExplained();
  }

  private void count(String what) {
    happened.merge(what, 1, Integer::sum);
  }

  /** Something that somebody does; it may be refused. */
  private void act(Random random) throws Exception {
    UUID person = people.get(random.nextInt(PEOPLE));
    try {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 ->
            database.write(
                tx ->
                    subscriptions.subscribe(
                        tx,
                        person,
                        PLANS.get(random.nextInt(PLANS.size())),
                        COUNTRIES.get(random.nextInt(COUNTRIES.size()))));
        case 4, 5, 6 ->
            database.write(
                tx -> {
                  String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
                  String token = METHODS.get(random.nextInt(METHODS.size()));
                  payments.payWith(tx, new PaymentMethod(person, channel, token, "mine"));
                  return true;
                });
        case 7 -> giveBack(random);
        case 8 -> takeBack(random);
        default -> cancel(person);
      }
    } catch (Refusal e) {
      count("refused");
    }
  }

  private void giveBack(Random random) {
    List<String> captured = texts("select id::text from billing.payment where state = 'captured'");
    if (!captured.isEmpty()) {
      UUID id = UUID.fromString(captured.get(random.nextInt(captured.size())));
      database.write(
          tx -> {
            Money amount = Payments.find(tx, id).orElseThrow().amount();
            Optional<Money> part =
                random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(Money.ofMinor(amount.getCurrencyUnit(), 1 + random.nextInt(700)));
            return payments.giveBack(tx, id, part, "goodwill");
          });
      count("refund");
    }
  }

  /** A bank takes money back, and we may hear of it. */
  private void takeBack(Random random) throws Exception {
    List<Charge> charges =
        providers.psp().books().all().stream()
            .filter(charge -> charge.status().equals("succeeded"))
            .filter(
                charge ->
                    texts(
                                """
                            select 'captured' from billing.payment
                            where state = 'captured' and provider_id = '%1$s'
                            union all select 'wrong' from billing.dispute
                            where state = 'open' and provider_id = '%1$s'"""
                                    .formatted(charge.id()))
                            .size()
                        == 1)
            .filter(
                charge ->
                    providers.psp().books().disputes().stream()
                        .noneMatch(each -> each.charge().equals(charge.id())))
            .toList();
    if (random.nextInt(3) == 0 && !charges.isEmpty()) {
      Charge charge = charges.get(random.nextInt(charges.size()));
      providers.control("/control/disputes", Map.of("reference", charge.reference()));
      tell(
          "charge.disputed",
          providers.psp().books().disputes().stream()
              .filter(each -> each.charge().equals(charge.id()))
              .findFirst()
              .orElseThrow());
      count("chargeback");
    }
  }

  private void cancel(UUID person) {
    database.write(
        tx -> {
          tx.createQuery(
                  "select id from billing.subscription where person = :p and state <> 'expired'")
              .bind("p", person)
              .mapTo(UUID.class)
              .findOne()
              .ifPresent(id -> subscriptions.cancel(tx, Subscriptions.locked(tx, id), "price"));
          return true;
        });
  }

  /** Does all that is due, and dies in the middle if it is time. */
  private void collect() {
    for (IntSupplier work :
        List.<IntSupplier>of(payments::collect, payments.refunds()::collect, payments::attend)) {
      try {
        for (int i = 0; i < 20 && work.getAsInt() > 0; i++) {
          // until nothing is due
        }
      } catch (CompletionException e) {
        assertThat(e).hasRootCauseMessage("killed");
      }
    }
  }

  /** Some go to their bank, some of these are themselves, and some come back to us. */
  private void payersActOrNot(Random random) throws Exception {
    for (String row :
        texts(
            """
            select id || ' ' || redirect from billing.payment
            where state = 'requires_action' and redirect like 'http%'""")) {
      String id = row.substring(0, 36);
      if (random.nextInt(3) > 0) {
        providers.atTheBank(row.substring(37), random.nextInt(4) > 0);
        count("bank");
      }
      if (random.nextBoolean()) {
        database.write(tx -> payments.returned(tx, UUID.fromString(id)));
      }
    }
    collect();
  }

  /** What is for people to decide is decided, sooner or later. */
  private void peopleDecide(Random random) throws Exception {
    for (String id : texts("select id::text from billing.payment where state = 'review'")) {
      if (calm || random.nextInt(3) == 0) {
        boolean genuine = random.nextInt(3) > 0;
        database.write(
            tx -> {
              payments.reviewed(tx, UUID.fromString(id), genuine);
              return true;
            });
      }
    }
    for (String id : texts("select payment::text from billing.dispute where state = 'open'")) {
      if (calm || random.nextInt(3) == 0) {
        decide(UUID.fromString(id), random.nextBoolean());
      }
    }
    for (Dispute dispute : providers.psp().books().disputes()) {
      if (dispute.status().equals("open") && (calm || random.nextInt(8) == 0)) {
        String status = random.nextBoolean() ? "won" : "lost";
        providers.control("/control/disputes/" + dispute.id(), Map.of("status", status));
        count(status);
      }
    }
  }

  private void decide(UUID payment, boolean accept) {
    boolean refused =
        !texts(
                "select id::text from billing.refund where dispute is not null and state = 'failed'"
                    + " and payment = '"
                    + payment
                    + "'")
            .isEmpty();
    Decision otherwise = refused ? Decision.KEEP : Decision.GIVE_BACK;
    try {
      database.write(tx -> payments.resolve(tx, payment, accept ? Decision.ACCEPT : otherwise));
      count(accept ? "accept" : otherwise.toString());
    } catch (Refusal e) {
      // What is owed still is not kept for nothing.
      Decision other = e.code().equals("still_owed") ? Decision.ACCEPT : otherwise;
      database.write(tx -> payments.resolve(tx, payment, other));
      count(other.toString());
    }
  }

  /** Any events of the past, in any order, some of them twice. */
  private void tellAgain(Random random) throws Exception {
    List<Charge> charges = providers.psp().books().all();
    for (int i = 0; i < 5 && !charges.isEmpty(); i++) {
      Charge charge = charges.get(random.nextInt(charges.size()));
      tell("charge." + charge.status(), charge);
    }
    List<Dispute> disputes = providers.psp().books().disputes();
    if (!disputes.isEmpty()) {
      tell("charge.disputed", disputes.get(random.nextInt(disputes.size())));
    }
    providers.psp().books().refunds().stream()
        .skip(random.nextInt(1 + providers.psp().books().refunds().size()))
        .findFirst()
        .ifPresent(refund -> tell("refund." + refund.status(), refund));
  }

  private void tell(String type, Object about) {
    String id = "evt_" + about.hashCode() + "_" + type;
    PaymentChannel.Notice notice = Years.notice(id, type, about, clock.instant());
    database.write(tx -> payments.told(tx, "card", notice));
  }

  /** Lets the clock go on until nothing is open any more. */
  private void settle(Random random) throws Exception {
    calm = true;
    for (int day = 0; day < 800; day++) {
      if (day % 20 == 0) {
        for (UUID person : people) {
          try {
            cancel(person);
          } catch (Refusal e) {
            assertThat(e).hasMessageContaining("on its way");
          }
        }
        peopleDecide(random);
      }
      clock.forward(Duration.ofDays(1));
      database.write(subscriptions::tick);
      collect();
      clock.forward(Duration.ofHours(1));
      collect();
    }
    peopleDecide(random);
    for (int i = 0; i < 5; i++) {
      clock.forward(Duration.ofDays(2));
      peopleDecide(random);
      database.write(subscriptions::tick);
      collect();
    }
    while (database.write(recognition::recognise) > 0) {
      // until everything is earned
    }
    assertThat(texts("select id || state from billing.subscription where state <> 'expired'"))
        .isEmpty();
    assertThat(
            texts(
                """
                select id || state from billing.payment
                where state not in ('captured', 'failed', 'stopped')"""))
        .isEmpty();
    assertThat(
            texts(
                """
                select id || state from billing.refund where state not in ('completed', 'failed')
                union all select id || state from billing.dispute where state = 'open'
                union all select id || state from billing.chargeback
                  where state not in ('won', 'lost') or not ended"""))
        .isEmpty();
  }

  private void nobodyIsServedUnpaidBeyondGrace() {
    assertThat(Years.servedUnpaid(database, clock.instant())).as("served unpaid").isEmpty();
  }

  private void nobodyIsChargedTwice() {
    Map<String, Integer> taken = new HashMap<>();
    providers.taken().forEach(each -> taken.merge(each.about(), 1, Integer::sum));
    Map<String, Integer> ours = new HashMap<>();
    texts("select id::text from billing.payment where state = 'captured'")
        .forEach(id -> ours.merge(id, 1, Integer::sum));
    texts(
            "select payment::text from billing.dispute where state in ('returned', 'kept', 'taken_back')")
        .forEach(id -> ours.merge(id, 1, Integer::sum));
    assertThat(ours).isEqualTo(taken);
    assertThat(
            texts(
                "select count(*)::text from platform.outbox where headers ->> 'ce_type' = 'payment.captured'"))
        .isEqualTo(texts("select count(*)::text from billing.payment where state = 'captured'"));
    Map<String, String> back =
        providers.givenBack().stream()
            .collect(Collectors.toMap(Movements.Moved::about, Movements.Moved::currency));
    assertThat(texts("select id::text from billing.refund where state = 'completed'"))
        .containsExactlyInAnyOrderElementsOf(back.keySet());
    assertThat(
            texts(
                """
                select p.id::text from billing.payment p where p.amount < (
                  select sum(r.amount) from billing.refund r
                  where r.payment = p.id and r.dispute is null and r.state <> 'failed')"""))
        .as("more given back than was taken")
        .isEmpty();
  }

  private void theBooksAreTheProviders() {
    Map<String, Long> there = new HashMap<>();
    providers.taken().forEach(each -> there.merge(each.currency(), each.minor(), Long::sum));
    providers.givenBack().forEach(each -> there.merge(each.currency(), -each.minor(), Long::sum));
    for (Dispute dispute : providers.psp().books().disputes()) {
      long gone = dispute.status().equals("won") ? 0 : dispute.amountMinor();
      there.merge(dispute.currency(), -gone - dispute.feeMinor(), Long::sum);
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
    there.forEach(
        (currency, minor) -> {
          assertThat(books.getOrDefault("provider " + currency, BigDecimal.ZERO))
              .as("with providers, " + currency)
              .isEqualByComparingTo(BigDecimal.valueOf(minor, 2));
          for (String account : List.of("deferred", "suspense", "refunds", "chargeback")) {
            assertThat(books.getOrDefault(account + " " + currency, BigDecimal.ZERO))
                .as(account + " " + currency)
                .isZero();
          }
          assertThat(books.getOrDefault("revenue " + currency, BigDecimal.ZERO).signum())
              .as("revenue " + currency)
              .isLessThanOrEqualTo(0);
        });
    assertThat(there).containsKeys("USD", "CNY", "EUR");
  }

  private void everyInvoiceIsExplained() {
    assertThat(
            texts(
                """
                select i.id from billing.invoice i
                join billing.subscription s on s.id = i.subscription
                left join billing.payment p on p.invoice = i.id
                where i.amount <> s.amount or i.currency <> s.currency or i.term > s.term
                   or (i.state = 'paid') <> coalesce(p.state = 'captured', false)
                   or i.state = 'open' and coalesce(p.state, '') <> 'disputed'"""))
        .as("invoices that the plan and the payments do not explain")
        .isEmpty();
    assertThat(texts("select person::text from billing.trial group by person having count(*) > 1"))
        .isEmpty();
  }

  private List<String> texts(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
