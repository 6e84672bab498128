package playhouse.serving.billing.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.counterparts.psp.Charge;
import playhouse.counterparts.psp.Dispute;
import playhouse.counterparts.settlement.SettlementHouse;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Providers;
import playhouse.serving.billing.payments.Orders;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.PaymentMethod;
import playhouse.serving.billing.payments.PaymentStore;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.payments.disputes.Dispute.Decision;
import playhouse.serving.billing.payments.routing.Router;
import playhouse.serving.billing.payments.routing.Screening;
import playhouse.serving.billing.reconciliation.statements.Deliveries;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Four weeks in which people pay by every channel, get money back and have their banks take it;
 * each provider settles in a file of its own and a bank pays out. In the end the books say what the
 * bank says, to the cent.
 */
class EveryChannelTest {
  private static final LocalDate FIRST = LocalDate.parse("2027-01-01");
  private static final int DAYS = 18;
  private static final int CALM = 10;
  private static final Map<String, String> COUNTRIES =
      Map.of("card", "US", "wallet", "DE", "alipay", "CN", "wechatpay", "CN");
  private static final List<String> CHANNELS =
      List.of("card", "card", "wallet", "alipay", "wechatpay");
  private static final List<String> PROVIDERS_FAULTS =
      List.of(
          "drop-after", "drop-before", "error-after", "wrong-amount", "wrong-amount", "decline");
  private static final List<String> SETTLEMENT_FAULTS =
      List.of(
          "missing-line",
          "late-line",
          "duplicate-line",
          "wrong-amount",
          "rounded-line",
          "unknown-payment",
          "foreign-currency",
          "sent-twice",
          "cent",
          "short",
          "split",
          "merged",
          "unknown-payout",
          "duplicate-payout",
          "malformed",
          "wrong-balance");

  private final HandClock clock = new HandClock(FIRST.atStartOfDay().toInstant(ZoneOffset.UTC));
  private final HttpClient client = HttpClient.newHttpClient();
  private final ServicesDatabase database = EmptyServices.open();
  private final Reconciliation books = new Reconciliation(clock);
  private final Clerk clerk = new Clerk(database, new Mismatches(books));
  private final Map<String, Integer> happened = new HashMap<>();
  private Providers providers;
  private SettlementHouse house;
  private Deliveries deliveries;
  private Payments payments;
  private Subscriptions subscriptions;
  private int people;

  @BeforeEach
  void open() throws Exception {
    providers = new Providers(URI.create("http://127.0.0.1:1"), 0, clock);
    Map<String, PaymentChannel> channels = providers.channels(Duration.ofMillis(500), clock);
    payments =
        new Payments(
            database,
            channels,
            Runnable::run,
            clock,
            new Payments.Others(Screening.NONE, Router.direct(channels.keySet()), Orders.NONE));
    subscriptions = new Subscriptions(clock, payments);
    house = new SettlementHouse(0, "key", providers.tills());
    deliveries = new Deliveries(database, house.uri(), "key", channels.keySet(), clock);
  }

  @AfterEach
  void close() {
    house.close();
    providers.close();
    database.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20270129, 77})
  void whatIsToldRightIsMatchedToTheLastLineByItself(long seed) throws Exception {
    Random random = new Random(seed);
    for (int day = 0; day < DAYS; day++) {
      act(random, false);
      endOfDay();
    }
    calm();
    assertThat(happened.keySet())
        .as("seed " + seed)
        .contains("card", "wallet", "alipay", "wechatpay", "refund", "chargeback", "suspense");
    assertThat(clerk.open()).as("seed " + seed).isEmpty();
    assertThat(texts("select kind from billing.recon_exception where resolution <> 'matched'"))
        .as("nobody had to decide anything, seed " + seed)
        .isEmpty();
    assertThat(ledger())
        .doesNotContainKeys("rounding USD", "rounding EUR", "rounding CNY", "unclaimed USD");
    theBooksAreTheBanks(seed);
    theBankHasWhatProvidersTookLessWhatTheyKept(seed);
    for (String channel : COUNTRIES.keySet()) {
      assertThat(
              count(
                  "select count(*) from billing.recon_statement where account = '%s'"
                      .formatted(channel)))
          .as("files of " + channel)
          .isEqualTo(DAYS + CALM);
      assertThat(
              texts(
                  """
                  select distinct l.type from billing.recon_line l
                  join billing.recon_statement s on s.id = l.statement
                  where s.account = '%s' and l.match is not null"""
                      .formatted(channel)))
          .contains("charge");
    }
    assertThat(texts("select distinct type from billing.recon_line where match is not null"))
        .contains("charge", "refund", "chargeback", "chargeback-fee", "chargeback-won", "payout");
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 20270129, 78})
  void whateverIsToldWrongIsWorkedOffAndTheBooksAreTheBanks(long seed) throws Exception {
    Random random = new Random(seed);
    for (int day = 0; day < DAYS; day++) {
      act(random, true);
      endOfDay();
    }
    calm();
    clerk.rates(FIRST, DAYS + CALM);
    assertThat(clerk.open()).as("seed " + seed).isNotEmpty();
    assertThat(clerk.open().size()).as("seed " + seed).isLessThanOrEqualTo(told());
    clerk.workToZero();
    assertThat(clerk.open()).as("seed " + seed).isEmpty();
    theBooksAreTheBanks(seed);
  }

  /** A fault makes one case, or two: what it says, and what it does not say. */
  private int told() {
    return 2 * happened.getOrDefault("fault", 0);
  }

  private void act(Random random, boolean toldWrong) throws Exception {
    if (people == 0) {
      providers.next("card", "wrong-amount");
      subscribe("card", "tok_visa");
      collect();
      takeBack(random);
    }
    for (int i = 0; i < 4; i++) {
      subscribe(
          CHANNELS.get(random.nextInt(CHANNELS.size())),
          random.nextInt(4) == 0 ? "tok_norefund" : "tok_visa");
    }
    if (random.nextInt(2) == 0) {
      String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
      providers.next(channel, PROVIDERS_FAULTS.get(random.nextInt(PROVIDERS_FAULTS.size())));
    }
    collect();
    if (random.nextInt(2) == 0) {
      giveBack(random);
    }
    if (random.nextInt(3) == 0) {
      takeBack(random);
    }
    decide(random);
    if (toldWrong && random.nextInt(2) == 0) {
      String channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
      String fault = SETTLEMENT_FAULTS.get(random.nextInt(SETTLEMENT_FAULTS.size()));
      post(
          house.uri().resolve("/control/faults"),
          Map.of("next", List.of(fault), "channel", channel));
      happens("fault");
    }
    collect();
  }

  private void subscribe(String channel, String token) {
    UUID person = new UUID(11, ++people);
    String country = Optional.ofNullable(COUNTRIES.get(channel)).orElseThrow();
    database.write(
        tx -> {
          payments.payWith(tx, new PaymentMethod(person, channel, token, "mine"));
          return subscriptions.subscribe(tx, person, "premium", country);
        });
    happens(channel);
  }

  private void giveBack(Random random) {
    List<String> captured = texts("select id::text from billing.payment where state = 'captured'");
    if (captured.isEmpty()) {
      return;
    }
    UUID id = UUID.fromString(captured.get(random.nextInt(captured.size())));
    try {
      database.write(tx -> payments.giveBack(tx, id, Optional.empty(), "goodwill"));
      happens("refund");
    } catch (Refusal e) {
      assertThat(e).hasMessageContaining("not that much is left");
    }
  }

  /** A bank takes money back, ours or what came wrong, and we hear of it. */
  private void takeBack(Random random) throws Exception {
    List<Dispute> known = providers.psp().books().disputes();
    List<Charge> charges =
        providers.psp().books().all().stream()
            .filter(charge -> charge.status().equals("succeeded"))
            .filter(c -> known.stream().noneMatch(each -> each.charge().equals(c.id())))
            .toList();
    if (charges.isEmpty()) {
      return;
    }
    Charge charge = charges.get(random.nextInt(charges.size()));
    List<String> wrong = texts("select provider_id from billing.dispute where state = 'open'");
    Charge taken = charges.stream().filter(c -> wrong.contains(c.id())).findFirst().orElse(charge);
    happens(wrong.contains(taken.id()) ? "suspense" : "chargeback");
    providers.control("/control/disputes", Map.of("reference", taken.reference()));
    List<Dispute> after = providers.psp().books().disputes();
    Dispute made = after.get(after.size() - 1);
    UUID payment = UUID.fromString(taken.reference().substring(0, 36));
    database.write(
        tx -> {
          payments
              .chargebacks()
              .told(
                  tx,
                  "card",
                  PaymentStore.locked(tx, payment).orElseThrow(),
                  new PaymentChannel.TakenBack(
                      made.id(),
                      made.reference(),
                      "10.4",
                      made.amountMinor(),
                      made.feeMinor(),
                      made.currency(),
                      "open"));
          return true;
        });
  }

  /** Banks decide, and people do. */
  private void decide(Random random) throws Exception {
    for (Dispute dispute : providers.psp().books().disputes()) {
      if (dispute.status().equals("open") && random.nextInt(3) == 0) {
        providers.control(
            "/control/disputes/" + dispute.id(),
            Map.of("status", random.nextBoolean() ? "won" : "lost"));
      }
    }
    for (String id : texts("select payment::text from billing.dispute where state = 'open'")) {
      if (random.nextInt(4) == 0) {
        decide(UUID.fromString(id));
      }
    }
  }

  private void decide(UUID payment) {
    boolean refused =
        count(
                """
                select count(*) from billing.refund
                where dispute is not null and state = 'failed' and payment = '%s'"""
                    .formatted(payment))
            > 0;
    try {
      database.write(
          tx -> payments.resolve(tx, payment, refused ? Decision.KEEP : Decision.GIVE_BACK));
    } catch (Refusal owedStill) {
      database.write(tx -> payments.resolve(tx, payment, Decision.ACCEPT));
    }
  }

  /** Nothing new; what is on its way comes to an end. */
  private void calm() throws Exception {
    for (int day = 0; day < CALM; day++) {
      for (Dispute dispute : providers.psp().books().disputes()) {
        if (dispute.status().equals("open")) {
          providers.control("/control/disputes/" + dispute.id(), Map.of("status", "won"));
        }
      }
      if (day < 4) {
        texts("select payment::text from billing.dispute where state = 'open'")
            .forEach(id -> decide(UUID.fromString(id)));
      }
      collect();
      endOfDay();
    }
  }

  private void collect() {
    for (int i = 0; i < 12; i++) {
      payments.collect();
      payments.refunds().collect();
      payments.attend();
      clock.forward(Duration.ofSeconds(20));
    }
  }

  private void endOfDay() {
    clock.set(today().plusDays(1).atTime(3, 0).toInstant(ZoneOffset.UTC));
    for (int i = 0; i < 3; i++) {
      deliveries.fetch();
      while (database.write(books::match) > 0) {
        // until nothing is left
      }
      clock.forward(Duration.ofHours(2));
    }
  }

  private LocalDate today() {
    return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private void theBooksAreTheBanks(long seed) {
    Map<String, BigDecimal> ledger = ledger();
    assertThat(ledger.keySet())
        .as("seed " + seed)
        .noneMatch(name -> name.startsWith("provider") || name.startsWith("settling"))
        .noneMatch(name -> name.startsWith("suspense") || name.startsWith("chargeback "));
    Map<String, BigDecimal> bank = new HashMap<>();
    for (String row :
        texts(
            """
            select distinct on (currency) currency || ' ' || closing::numeric(19, 2)
            from billing.recon_statement where kind = 'bank' order by currency, day desc""")) {
      bank.put(row.substring(0, 3), new BigDecimal(row.substring(4)));
    }
    assertThat(bank).containsOnlyKeys("CNY", "EUR", "USD");
    bank.forEach(
        (currency, closing) ->
            assertThat(ledger.getOrDefault("bank " + currency, BigDecimal.ZERO))
                .as("seed " + seed + ", at the bank in " + currency)
                .isEqualByComparingTo(closing));
    List<Periods.Held> report =
        database.read(handle -> Periods.report(handle, YearMonth.from(FIRST)));
    assertThat(report).isNotEmpty().allMatch(held -> held.difference().isZero());
  }

  private void theBankHasWhatProvidersTookLessWhatTheyKept(long seed) {
    Map<String, Long> there = new HashMap<>();
    providers.taken().forEach(each -> there.merge(each.currency(), each.minor(), Long::sum));
    providers.givenBack().forEach(each -> there.merge(each.currency(), -each.minor(), Long::sum));
    for (Dispute dispute : providers.psp().books().disputes()) {
      long gone = dispute.status().equals("won") ? 0 : dispute.amountMinor();
      there.merge(dispute.currency(), -gone - dispute.feeMinor(), Long::sum);
    }
    there.forEach(
        (currency, minor) ->
            assertThat(
                    ledger()
                        .getOrDefault("bank " + currency, BigDecimal.ZERO)
                        .add(ledger().getOrDefault("fees " + currency, BigDecimal.ZERO)))
                .as("seed " + seed + ", " + currency)
                .isEqualByComparingTo(BigDecimal.valueOf(minor, 2)));
  }

  private Map<String, BigDecimal> ledger() {
    Map<String, BigDecimal> balances = new HashMap<>();
    for (String row :
        texts(
            """
            select account || ' ' || currency || '=' || sum(amount)::numeric(19, 2)
            from billing.ledger_line group by account, currency having sum(amount) <> 0""")) {
      balances.put(
          row.substring(0, row.indexOf('=')), new BigDecimal(row.substring(row.indexOf('=') + 1)));
    }
    return balances;
  }

  private void happens(String what) {
    happened.merge(what, 1, Integer::sum);
  }

  private long count(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  private List<String> texts(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  private void post(URI uri, Map<String, Object> body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(new ObjectMapper().writeValueAsBytes(body)))
            .build();
    assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(204);
  }
}
