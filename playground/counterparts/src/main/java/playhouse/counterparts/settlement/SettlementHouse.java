package playhouse.counterparts.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Settlement files of providers and a bank's statements over HTTP, made of the providers' books.
 *
 * <ul>
 *   <li>{@code GET /v1/settlements/{channel}/{date}}: a provider's file of a day, CSV
 *   <li>{@code GET /v1/statements/{date}}: the bank's statements of a day, camt.053; what was
 *       settled before it is paid out in it, each provider's by itself
 *   <li>{@code POST /control/faults}: {@code {"next": ["late-line", …], "channel": "card"}}, all
 *       for the next day of that provider, or of the bank, that is made
 *   <li>{@code POST /control/movements}: {@code {type, reference, amountMinor, currency}}, money
 *       given back or taken back, which the card's next file tells of
 * </ul>
 */
public final class SettlementHouse implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CARD = "card";
  private static final String BANK = "bank";

  private final String key;
  private final Map<String, Till> tills = new LinkedHashMap<>();
  private final Map<String, Days> days = new HashMap<>();
  private final Bank bank = new Bank();
  private final Map<String, Set<Fault>> faults = new HashMap<>();
  private final List<Moved> movements = new ArrayList<>();
  private final Javalin http;

  /**
   * Opens.
   *
   * @param port 0 takes a free one
   * @param key that callers must bear
   * @param providers whose books are settled
   */
  public SettlementHouse(int port, String key, List<Till> providers) {
    this.key = key;
    for (Till till : providers) {
      tills.put(till.channel(), till);
      days.put(till.channel(), new Days());
    }
    http =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.get("/health", request -> request.result("well"));
                  config.routes.before("/v1/*", this::authenticate);
                  config.routes.get("/v1/settlements/{channel}/{date}", this::settlement);
                  config.routes.get("/v1/statements/{date}", this::statement);
                  config.routes.post("/control/faults", this::faults);
                  config.routes.post("/control/movements", this::movement);
                })
            .start("127.0.0.1", port);
  }

  /** Where it is. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + http.port());
  }

  @Override
  public void close() {
    http.stop();
  }

  private void authenticate(Context request) {
    if (!("Bearer " + key).equals(request.header("Authorization"))) {
      request.status(401).skipRemainingHandlers();
    }
  }

  private void settlement(Context request) {
    String channel = request.pathParam("channel");
    Till till = Optional.ofNullable(tills.get(channel)).orElseThrow(NotFoundResponse::new);
    LocalDate day = day(request);
    Set<Fault> now = take(channel);
    List<Settled> all = new ArrayList<>(till.settled());
    if (channel.equals(CARD)) {
      all.addAll(moved(till));
    }
    Days of = Optional.ofNullable(days.get(channel)).orElseThrow();
    List<Settled> lines = of.of(day, all, now);
    LocalDate told = now.contains(Fault.SENT_TWICE) ? day.minusDays(1) : day;
    request
        .contentType("text/csv")
        .result(SettlementFile.of(channel, told, told.equals(day) ? lines : of.of(told)));
  }

  private void statement(Context request) {
    LocalDate day = day(request);
    Set<Fault> now = take(BANK);
    String xml = Camt053.of(day, bank.of(day, payouts(day), now));
    if (now.contains(Fault.MALFORMED)) {
      xml = xml.substring(0, xml.length() / 2);
    }
    if (now.contains(Fault.XXE)) {
      xml =
          xml.replace("?>", "?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>")
              .replaceFirst("<MsgId>", "<MsgId>&e;");
    }
    if (now.contains(Fault.WRONG_BALANCE)) {
      xml = xml.replaceFirst("(<Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"...\">)", "$19");
    }
    request.contentType("application/xml").result(xml);
  }

  /** What providers are to have paid out by a day: for each of theirs, a sum for each currency. */
  private List<Bank.Payout> payouts(LocalDate day) {
    List<Bank.Payout> due = new ArrayList<>();
    for (String channel : tills.keySet()) {
      Optional.ofNullable(days.get(channel))
          .orElseThrow()
          .before(day)
          .forEach((of, lines) -> due.addAll(payouts(channel, of, lines)));
    }
    return due;
  }

  private static List<Bank.Payout> payouts(String channel, LocalDate day, List<Settled> lines) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    lines.forEach(line -> sums.merge(line.paid(), line.net(), BigDecimal::add));
    return sums.entrySet().stream()
        .map(
            sum ->
                new Bank.Payout(
                    SettlementFile.batch(channel, day, sum.getKey()), sum.getKey(), sum.getValue()))
        .toList();
  }

  private synchronized Set<Fault> take(String of) {
    return Optional.ofNullable(faults.remove(of)).orElseGet(() -> EnumSet.noneOf(Fault.class));
  }

  private synchronized List<Settled> moved(Till till) {
    return movements.stream().map(each -> Settled.of(each, till.percent())).toList();
  }

  private synchronized void faults(Context request) throws IOException {
    JsonNode told = JSON.readTree(request.bodyAsBytes());
    String channel = told.path("channel").asText(CARD);
    for (JsonNode name : told.path("next")) {
      Optional<Fault> fault = Fault.of(name.asText());
      if (fault.isEmpty() || !tills.containsKey(channel)) {
        request.status(400);
        return;
      }
      faults
          .computeIfAbsent(fault.get().bank() ? BANK : channel, made -> EnumSet.noneOf(Fault.class))
          .add(fault.get());
    }
    request.status(204);
  }

  private synchronized void movement(Context request) throws IOException {
    JsonNode told = JSON.readTree(request.bodyAsBytes());
    String type = told.path("type").asText();
    movements.add(
        new Moved(
            type,
            type + "-" + movements.size(),
            told.path("reference").asText(),
            told.path("reference").asText(),
            told.path("currency").asText(),
            told.path("amountMinor").asLong(),
            0));
    request.status(204);
  }

  private static LocalDate day(Context request) {
    try {
      return LocalDate.parse(request.pathParam("date"));
    } catch (DateTimeParseException e) {
      throw new BadRequestResponse("a day such as 2026-01-02");
    }
  }
}
