package playhouse.serving.billing.reconciliation;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.joda.money.Money;
import playhouse.counterparts.settlement.SettlementHouse;
import playhouse.counterparts.settlement.Till;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.Provider;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Ledger;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.billing.reconciliation.statements.Deliveries;
import playhouse.serving.platform.store.ServicesDatabase;

/** Days on which money is taken, settled and paid out, and the books that are held against it. */
final class Month implements AutoCloseable {
  static final LocalDate FIRST = LocalDate.parse("2027-01-01");

  final HandClock clock = new HandClock(FIRST.atStartOfDay().toInstant(ZoneOffset.UTC));
  final ServicesDatabase database = EmptyServices.open();
  final Reconciliation books = new Reconciliation(clock);
  final Mismatches mismatches = new Mismatches(books);
  final Periods periods = new Periods(books);
  private final Provider psp;
  private final SettlementHouse house;
  final Deliveries deliveries;
  private final HttpClient client = HttpClient.newHttpClient();

  Month() throws Exception {
    psp = new Provider();
    house = new SettlementHouse(0, "key", List.of(Till.of("card", "1.4", psp::moved)));
    deliveries = new Deliveries(database, house.uri(), "key", Set.of("card"), clock);
  }

  LocalDate today() {
    return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** Somebody pays, and it stands in the provider's books and in ours. */
  UUID pay(String amount) throws Exception {
    UUID payment = payUnheard(amount);
    write(payment, "payment", Money.parse(amount));
    return payment;
  }

  /** Somebody pays, and we do not hear of it. */
  UUID payUnheard(String amount) throws Exception {
    UUID payment = UUID.randomUUID();
    Money money = Money.parse(amount);
    String body =
        new ObjectMapper()
            .writeValueAsString(
                Map.of(
                    "reference",
                    payment + "-1",
                    "amountMinor",
                    money.getAmountMinorLong(),
                    "currency",
                    money.getCurrencyUnit().getCode(),
                    "method",
                    "tok_visa"));
    send(psp.uri().resolve("/charges"), body, "Idempotency-Key", payment + "-1");
    return payment;
  }

  /** Money that went back. */
  void refund(String amount) throws Exception {
    UUID refund = UUID.randomUUID();
    Money money = Money.parse(amount);
    send(
        house.uri().resolve("/control/movements"),
        "{\"type\":\"refund\",\"reference\":\"%s\",\"currency\":\"%s\",\"amountMinor\":%d}"
            .formatted(refund, money.getCurrencyUnit(), -money.getAmountMinorLong()));
    write(refund, "refund", money.negated());
  }

  void write(UUID subject, String what, Money money) {
    database.write(
        tx ->
            Ledger.post(
                tx,
                new Posting(
                    what + "/" + subject + "/done",
                    today(),
                    List.of(
                        Posting.Line.debit(Account.PROVIDER, money),
                        Posting.Line.credit(Account.DEFERRED, money))),
                clock.instant()));
  }

  /** Has the next files go wrong so. */
  void next(String... faults) throws Exception {
    send(
        house.uri().resolve("/control/faults"),
        new ObjectMapper().writeValueAsString(Map.of("next", faults)));
  }

  private void send(URI uri, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer key")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    int status = client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    if (status >= 300) {
      throw new IOException(uri + " answers " + status);
    }
  }

  /** The day ends, and what is to be had is fetched and matched. */
  void endOfDay() {
    clock.set(today().plusDays(1).atTime(3, 0).toInstant(ZoneOffset.UTC));
    fetch();
  }

  void fetch() {
    deliveries.fetch();
    match();
  }

  void match() {
    while (database.write(books::match) > 0) {
      // until nothing is left
    }
  }

  void later(Duration time) {
    clock.forward(time);
  }

  Instant now() {
    return clock.instant();
  }

  List<Mismatch> open() {
    return database.read(handle -> MismatchStore.newest(handle, true, Long.MAX_VALUE, 200));
  }

  Mismatch decide(UUID id, Mismatches.How how, String who) {
    return database.write(
        tx -> mismatches.decide(tx, id, how, java.util.Optional.empty(), who, "tested"));
  }

  /** What stands on each account, such as {@code bank USD}; nothing where it is zero. */
  Map<String, BigDecimal> ledger() {
    Map<String, BigDecimal> balances = new TreeMap<>();
    database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select account || ' ' || currency as name, sum(amount)::numeric(19, 2) as sum
                    from billing.ledger_line group by account, currency having sum(amount) <> 0""")
                .map(
                    (row, context) -> balances.put(row.getString("name"), row.getBigDecimal("sum")))
                .list());
    return balances;
  }

  long count(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    house.close();
    psp.close();
    database.close();
  }
}
