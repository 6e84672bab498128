package playhouse.counterparts.settlement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A provider's settlement files and a bank's statements over HTTP, made of the provider's books.
 *
 * <ul>
 *   <li>{@code GET /v1/settlements/{date}}: the file of a day, CSV
 *   <li>{@code GET /v1/statements/{date}}: the bank's statements of a day, camt.053; what was
 *       settled the day before is paid out in it
 *   <li>{@code POST /control/faults}: {@code {"next": ["late-line", …]}}, all for the next day that
 *       is made
 *   <li>{@code POST /control/movements}: {@code {type, reference, amountMinor, currency}}, money
 *       given back or taken back, which the next file tells of
 * </ul>
 */
public final class SettlementHouse implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI provider;
  private final String key;
  private final Days days = new Days();
  private final Bank bank = new Bank();
  private final Set<Fault> faults = EnumSet.noneOf(Fault.class);
  private final List<Settled> movements = new ArrayList<>();
  private final Javalin http;

  /**
   * Opens.
   *
   * @param port 0 takes a free one
   * @param provider whose books are settled
   * @param key that callers must bear, and that the provider wants
   */
  public SettlementHouse(int port, URI provider, String key) {
    this.provider = provider;
    this.key = key;
    http =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.routes.get("/health", request -> request.result("well"));
                  config.routes.before("/v1/*", this::authenticate);
                  config.routes.get("/v1/settlements/{date}", this::settlement);
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

  private void settlement(Context request) throws IOException {
    LocalDate day = day(request);
    Set<Fault> now = take(false);
    List<Settled> lines = days.of(day, all(), now);
    LocalDate told = now.contains(Fault.SENT_TWICE) ? day.minusDays(1) : day;
    request
        .contentType("text/csv")
        .result(SettlementFile.of(told, told.equals(day) ? lines : days.of(told)));
  }

  private void statement(Context request) {
    LocalDate day = day(request);
    Set<Fault> now = take(true);
    String xml = Camt053.of(day, bank.of(day, days.of(day.minusDays(1)), now));
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

  private synchronized Set<Fault> take(boolean ofBank) {
    Set<Fault> taken = EnumSet.noneOf(Fault.class);
    faults.stream().filter(fault -> fault.bank() == ofBank).forEach(taken::add);
    faults.removeAll(taken);
    return taken;
  }

  private List<Settled> all() throws IOException {
    List<Settled> all = new ArrayList<>();
    for (JsonNode charge : succeeded("/charges")) {
      all.add(settled("charge", charge, charge.path("amountMinor").asLong()));
    }
    for (JsonNode refund : succeeded("/refunds")) {
      all.add(settled("refund", refund, -refund.path("amountMinor").asLong()));
    }
    synchronized (this) {
      all.addAll(movements);
    }
    return all;
  }

  /** What the provider has in its books and has done. */
  private List<JsonNode> succeeded(String path) throws IOException {
    HttpRequest question =
        HttpRequest.newBuilder(provider.resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + key)
            .build();
    try {
      byte[] answer = client.send(question, HttpResponse.BodyHandlers.ofByteArray()).body();
      List<JsonNode> succeeded = new ArrayList<>();
      for (JsonNode item : JSON.readTree(answer).path("items")) {
        if (item.path("status").asText().equals("succeeded")) {
          succeeded.add(item);
        }
      }
      return succeeded;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Settled settled(String type, JsonNode told, long amountMinor) {
    return Settled.of(
        type,
        told.path("id").asText(),
        told.path("reference").asText(),
        told.path("currency").asText(),
        amountMinor);
  }

  private static Settled settled(String type, String id, JsonNode told) {
    return Settled.of(
        type,
        id,
        told.path("reference").asText(),
        told.path("currency").asText(),
        told.path("amountMinor").asLong());
  }

  private synchronized void faults(Context request) throws IOException {
    for (JsonNode name : JSON.readTree(request.bodyAsBytes()).path("next")) {
      if (Fault.of(name.asText()).isEmpty()) {
        request.status(400);
        return;
      }
      Fault.of(name.asText()).ifPresent(faults::add);
    }
    request.status(204);
  }

  private synchronized void movement(Context request) throws IOException {
    JsonNode told = JSON.readTree(request.bodyAsBytes());
    String type = told.path("type").asText();
    movements.add(settled(type, type + "-" + movements.size(), told));
    request.status(204);
  }

  private static LocalDate day(Context request) {
    try {
      return LocalDate.parse(request.pathParam("date"));
    } catch (DateTimeParseException e) {
      throw new io.javalin.http.BadRequestResponse("a day such as 2026-01-02");
    }
  }
}
