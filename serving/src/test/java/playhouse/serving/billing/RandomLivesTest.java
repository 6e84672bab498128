package playhouse.serving.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import playhouse.contracts.Fact;
import playhouse.contracts.Validation;
import playhouse.serving.billing.changes.Preview;
import playhouse.serving.billing.documents.CreditNotes;
import playhouse.serving.billing.families.Families;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Refusal;

/**
 * Years of a few people who do everything that one can do with subscriptions, in any order.
 * Whatever they do: every invoice is what plan, coupon and credit make it, nothing is owed twice or
 * below zero, nobody is served unpaid beyond grace, and what was told last is what holds.
 */
class RandomLivesTest {
  private static final List<String> PLANS =
      List.of("standard", "premium", "family", "standard-yearly", "free");

  private static final List<String> COUNTRIES = List.of("US", "CN", "DE");
  private static final Map<String, String> CURRENCIES =
      Map.of("US", "USD", "CN", "CNY", "DE", "EUR");
  private static final Duration YEARS = Duration.ofDays(2 * 365);

  private final Office office = new Office("2027-01-29T22:30:00Z");
  private final Families families = new Families(office.clock);
  private final CreditNotes creditNotes = new CreditNotes(office.clock, office);
  private final List<UUID> people = IntStream.range(0, 10).mapToObj(i -> new UUID(7, i)).toList();
  private final Map<String, Integer> did = new TreeMap<>();
  private Random random = new Random(0);
  private long cards;

  @AfterEach
  void close() {
    office.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 20270129})
  void whateverTheyDoNobodyIsWronged(long seed) {
    System.out.println("seed " + seed);
    random = new Random(seed);
    coupons();
    Instant end = office.clock.instant().plus(YEARS);
    while (office.clock.instant().isBefore(end)) {
      office.clock.forward(Duration.ofMinutes(1 + random.nextInt(60 * 24 * 3)));
      office.inFlight = random.nextInt(8) == 0;
      for (int i = random.nextInt(5); i > 0; i--) {
        act(people.get(random.nextInt(people.size())));
      }
      office.write(office.subscriptions::tick);
      office.write(office.reminders::tick);
      nobodyIsServedUnpaidBeyondGrace();
    }
    System.out.println(did);
    assertThat(did.keySet())
        .contains("change", "pause", "coupon", "gift", "credit", "join", "leave", "withdraw");
    everyInvoiceIsExplained();
    balancesAreWhatWasBroughtAndUsed();
    theLedgerOwesWhatPeopleHave();
    numbersHaveNoGaps();
    whatWasToldLastIsWhatHolds();
    noFactHasTheIdOfAnother();
    everyFactIsAsTheContractWantsIt();
  }

  private void coupons() {
    office.write(
        tx ->
            tx.execute(
                """
                insert into billing.coupon values
                ('HALF', 50, null, null, 2, '2027-01-01', '2030-01-01', 40, 2, '{}', '{}', 0),
                ('ALWAYS10', 10, null, null, null, '2027-01-01', '2030-01-01', null, 1, '{}', '{}', 0),
                ('FREEMONTH', 100, null, null, 1, '2027-01-01', '2030-01-01', null, 1, '{standard}', '{}', 0),
                ('FIVEOFF', null, 'USD', 5, 3, '2027-01-01', '2030-01-01', null, 1, '{}', '{US}', 0)"""));
  }

  private void act(UUID person) {
    String what = "";
    try {
      Optional<Subscription> theirs = live(person);
      what = something(person, theirs);
      did.merge(what, 1, Integer::sum);
    } catch (Refusal e) {
      did.merge("refused", 1, Integer::sum);
    }
  }

  private String something(UUID person, Optional<Subscription> theirs) {
    int which = random.nextInt(20);
    if (theirs.isEmpty()) {
      return which < 10 ? subscribe(person) : which < 12 ? gift(person, "US") : join(person);
    }
    Subscription s = theirs.get();
    return switch (which) {
      case 0 -> with(s, "cancel", (tx, x) -> office.subscriptions.cancel(tx, x, "price"));
      case 1, 2 -> with(s, "resume", (tx, x) -> office.subscriptions.resume(tx, x));
      case 3 ->
          with(s, "pause", (tx, x) -> office.subscriptions.pause(tx, x, 1 + random.nextInt(3)));
      case 4, 5, 6 -> change(s);
      case 7 -> withdraw(s);
      case 8 -> gift(person, s.country());
      case 9 -> coupon(s);
      case 10 -> credit(s);
      case 11 -> join(person);
      case 12 -> leave(person);
      default -> pay(s);
    };
  }

  private interface Step {
    Object apply(Handle tx, Subscription s);
  }

  private String with(Subscription s, String what, Step step) {
    office.write(tx -> step.apply(tx, Subscriptions.locked(tx, s.id())));
    return what;
  }

  private String subscribe(UUID person) {
    String plan = PLANS.get(random.nextInt(PLANS.size()));
    String country = COUNTRIES.get(random.nextInt(COUNTRIES.size()));
    Optional<String> coupon = random.nextInt(4) == 0 ? Optional.of("HALF") : Optional.empty();
    office.write(tx -> office.subscriptions.subscribe(tx, person, plan, country, coupon));
    return "subscribe";
  }

  private String change(Subscription s) {
    Preview preview = office.preview(s, PLANS.get(random.nextInt(PLANS.size())));
    office.clock.forward(Duration.ofMinutes(random.nextInt(18)));
    int before = office.invoices(s).size();
    office.change(s, preview);
    List<Invoice> invoices = office.invoices(s);
    if (preview.due().isZero()) {
      assertThat(invoices).hasSize(before);
    } else {
      assertThat(invoices.get(0).total()).isEqualTo(preview.due());
      assertThat(invoices.get(0).amount()).isEqualTo(preview.toPay());
    }
    return "change";
  }

  private String withdraw(Subscription s) {
    return with(
        s,
        "withdraw",
        (tx, x) -> {
          office.changes.withdraw(tx, x, office.clock.instant());
          return x;
        });
  }

  private String gift(UUID person, String country) {
    String code = String.format("7KQ2M4XZ%08d", ++cards);
    office.gift(person, code, CURRENCIES.get(country) + " " + (1 + random.nextInt(30)) + ".25");
    return "gift";
  }

  private String coupon(Subscription s) {
    List<String> codes = List.of("HALF", "ALWAYS10", "FREEMONTH", "FIVEOFF");
    String code = codes.get(random.nextInt(codes.size()));
    return with(
        s,
        "coupon",
        (tx, x) -> {
          office.subscriptions.couponed(tx, x, code);
          return x;
        });
  }

  private String credit(Subscription s) {
    List<Invoice> paid =
        office.invoices(s).stream()
            .filter(i -> i.state().equals("paid") && i.total().isPositive())
            .toList();
    if (paid.isEmpty() || random.nextBoolean()) {
      return "nothing";
    }
    Invoice invoice = paid.get(random.nextInt(paid.size()));
    Money amount =
        invoice.total().minusMinor(random.nextInt(2) * (invoice.total().getAmountMinorLong() / 2));
    return with(
        s, "credit", (tx, x) -> creditNotes.credit(tx, x, invoice, amount, "goodwill", "agent"));
  }

  private String join(UUID person) {
    List<UUID> all =
        office
            .texts(
                "select id::text from billing.subscription where plan = 'family' and state <> 'expired'")
            .stream()
            .map(UUID::fromString)
            .toList();
    if (all.isEmpty()) {
      return "nothing";
    }
    UUID id = all.get(random.nextInt(all.size()));
    Subscription s = office.database.read(h -> Subscriptions.find(h, id).orElseThrow());
    return with(
        s,
        "join",
        (tx, x) -> {
          families.invite(tx, x, person);
          families.join(tx, x, person);
          return x;
        });
  }

  private String leave(UUID person) {
    List<String> seats =
        office.texts("select subscription::text from billing.seat where person = '" + person + "'");
    if (seats.isEmpty()) {
      return "nothing";
    }
    UUID id = UUID.fromString(seats.get(0));
    Subscription s = office.database.read(h -> Subscriptions.find(h, id).orElseThrow());
    return with(
        s,
        "leave",
        (tx, x) -> {
          families.leave(tx, x, person);
          return x;
        });
  }

  private String pay(Subscription s) {
    // Who has cancelled before it began has nothing to pay.
    boolean over = s.state() == Subscription.State.INCOMPLETE && s.ending().isPresent();
    if (office.inFlight || over || random.nextInt(3) == 0) {
      return "nothing";
    }
    office.payAll(s);
    return "pay";
  }

  private Optional<Subscription> live(UUID person) {
    return office.database.read(
        handle ->
            Subscriptions.of(handle, person, 100).stream()
                .filter(s -> s.state() != Subscription.State.EXPIRED)
                .findFirst());
  }

  private void nobodyIsServedUnpaidBeyondGrace() {
    if (office.inFlight) {
      return;
    }
    Instant limit = office.clock.instant().minus(Duration.ofDays(8));
    assertThat(
            office.texts(
                """
                select s.id::text || s.state from billing.subscription s
                join billing.invoice i on i.subscription = s.id and i.state = 'open'
                where i.kind = 'term' and i.issued < '%s' or s.state = 'expired'"""
                    .formatted(limit)))
        .as("served unpaid, or over and owed")
        .isEmpty();
  }

  private void everyInvoiceIsExplained() {
    int seen = 0;
    for (String id : office.texts("select id::text from billing.subscription order by created")) {
      Subscription s =
          office.database.read(h -> Subscriptions.find(h, UUID.fromString(id)).orElseThrow());
      List<Invoice> all = new ArrayList<>(office.invoices(s));
      all.sort(java.util.Comparator.comparing(Invoice::issued).thenComparing(Invoice::number));
      for (Invoice invoice : all) {
        explain(s, invoice, all);
        seen++;
      }
      neverTwice(all);
    }
    System.out.println(seen + " invoices");
    assertThat(seen).isGreaterThan(100);
  }

  private void explain(Subscription s, Invoice invoice, List<Invoice> all) {
    List<Invoice.Line> lines = office.database.read(h -> Subscriptions.lines(h, invoice));
    assertThat(lines.stream().map(Invoice.Line::gross).reduce(Money::plus))
        .contains(invoice.total());
    assertThat(lines.stream().map(Invoice.Line::tax).reduce(Money::plus))
        .contains(invoice.totalTax());
    BigDecimal percent =
        Map.of("US", "0", "CN", "6", "DE", "19").entrySet().stream()
            .filter(e -> e.getKey().equals(s.country()))
            .map(e -> new BigDecimal(e.getValue()))
            .findFirst()
            .orElseThrow();
    assertThat(invoice.totalTax()).isEqualTo(Invoice.taxIn(invoice.total(), percent));
    assertThat(invoice.amount().isNegative() || invoice.balance().isNegative()).isFalse();
    BigDecimal price = price(lines.get(0).plan(), s.country());
    if (invoice.kind().equals("term")) {
      assertThat(lines.get(0).gross().getAmount()).isEqualByComparingTo(price);
      BigDecimal off = price.subtract(invoice.total().getAmount());
      assertThat(
              List.of(
                  part(price, "0"),
                  part(price, "0.5"),
                  part(price, "0.1"),
                  price,
                  new BigDecimal("5.00")))
          .as(invoice.toString())
          .anyMatch(each -> each.compareTo(off) == 0);
    } else {
      assertThat(invoice.worth()).isEqualTo(lines.get(0).gross());
      BigDecimal unused = unused(invoice, all);
      BigDecimal told = lines.size() == 1 ? BigDecimal.ZERO : lines.get(1).gross().getAmount();
      assertThat(told.negate()).as(invoice + " after " + all).isEqualByComparingTo(unused);
    }
  }

  private static BigDecimal part(BigDecimal price, String share) {
    return price.multiply(new BigDecimal(share)).setScale(2, java.math.RoundingMode.HALF_UP);
  }

  /** What was left of what had been paid for the time, reckoned from the rows alone. */
  private BigDecimal unused(Invoice invoice, List<Invoice> all) {
    Instant at = invoice.from();
    Optional<Invoice> before =
        all.stream()
            .filter(i -> i.number().compareTo(invoice.number()) < 0 && i.state().equals("paid"))
            .filter(i -> !i.from().isAfter(at) && i.until().isAfter(at))
            .reduce((one, other) -> other);
    if (before.isEmpty()) {
      return BigDecimal.ZERO;
    }
    Invoice old = before.get();
    BigDecimal left = BigDecimal.valueOf(Duration.between(at, old.until()).toSeconds());
    BigDecimal whole = BigDecimal.valueOf(Duration.between(old.from(), old.until()).toSeconds());
    BigDecimal worth =
        old.worth().getAmount().multiply(left).divide(whole, 2, java.math.RoundingMode.DOWN);
    BigDecimal credited =
        new BigDecimal(
            office
                .texts(
                    """
                    select coalesce(sum(c.amount + c.balance), 0)::text from billing.credit_note c
                    join billing.invoice i on i.id = c.invoice
                    where i.subscription = '%s' and c.created >= '%s' and c.created < '%s'"""
                        .formatted(invoice.subscription(), old.issued(), invoice.issued()))
                .get(0));
    return worth.subtract(credited).max(BigDecimal.ZERO);
  }

  /** No two terms are owed for the same time, unless what was left of the first was credited. */
  private static void neverTwice(List<Invoice> all) {
    Instant until = Instant.MIN;
    for (Invoice invoice : all) {
      if (invoice.kind().equals("term") && !invoice.state().equals("void")) {
        assertThat(invoice.from()).as(all.toString()).isAfterOrEqualTo(until);
      }
      if (invoice.state().equals("paid")) {
        until = invoice.until();
      }
    }
    assertThat(all.stream().filter(i -> i.kind().equals("term")).map(Invoice::term))
        .doesNotHaveDuplicates();
  }

  private BigDecimal price(String plan, String country) {
    return new BigDecimal(
        office
            .texts(
                "select amount::text from billing.price where plan = '%s' and country = '%s'"
                    .formatted(plan, country))
            .get(0));
  }

  private void balancesAreWhatWasBroughtAndUsed() {
    assertThat(
            office.texts(
                """
                with moved as (
                  select person, currency, amount from billing.gift_card where state = 'redeemed'
                  union all
                  select s.person, i.currency, -i.balance from billing.invoice i
                  join billing.subscription s on s.id = i.subscription where i.state <> 'void'
                  union all
                  select s.person, c.currency, c.balance from billing.credit_note c
                  join billing.invoice i on i.id = c.invoice
                  join billing.subscription s on s.id = i.subscription)
                select b.person || ' ' || b.currency from billing.balance b
                where b.amount <> (select sum(amount) from moved m
                  where m.person = b.person and m.currency = b.currency)"""))
        .isEmpty();
  }

  private void theLedgerOwesWhatPeopleHave() {
    for (String currency : CURRENCIES.values()) {
      String owed =
          """
          select (
            coalesce((select sum(amount) from billing.balance where currency = '%1$s'), 0)
            + coalesce((select sum(balance) from billing.invoice
              where currency = '%1$s' and state = 'open'), 0))::text"""
              .formatted(currency);
      String booked =
          """
          select coalesce(-sum(amount), 0)::text from billing.ledger_line
          where account = 'gift' and currency = '%s'"""
              .formatted(currency);
      assertThat(new BigDecimal(office.texts(booked).get(0)))
          .isEqualByComparingTo(office.texts(owed).get(0));
    }
  }

  private void numbersHaveNoGaps() {
    assertThat(
            office.texts(
                """
                select s.series || s.year from billing.series s
                where s.last <> (select count(*) from (
                  select number from billing.invoice union all
                  select number from billing.credit_note) as n
                  where n.number like s.series || '-' || s.year || '-%')"""))
        .isEmpty();
  }

  private void whatWasToldLastIsWhatHolds() {
    Map<UUID, String> told = new HashMap<>();
    office
        .facts("entitlement.changed")
        .forEach(
            fact ->
                told.put(
                    fact.getEnvelope().getPerson(),
                    fact.getEntitlementChanged().getState().toString()));
    for (UUID person : people) {
      assertThat(told.getOrDefault(person, "none"))
          .as(person.toString())
          .isEqualTo(office.entitlement(person).state());
    }
  }

  private void everyFactIsAsTheContractWantsIt() {
    for (String type :
        office.texts(
            """
            select distinct headers ->> 'ce_type' from platform.outbox
            where system = 'S5.1' order by 1""")) {
      office
          .facts(type)
          .forEach(fact -> assertThat(Validation.check(Fact.of(fact))).as(type).isEmpty());
    }
  }

  private void noFactHasTheIdOfAnother() {
    assertThat(
            office.texts(
                """
                select headers ->> 'ce_id' from platform.outbox
                group by 1 having count(*) > 1"""))
        .isEmpty();
  }
}
