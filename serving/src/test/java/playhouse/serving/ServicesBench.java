package playhouse.serving;

import io.javalin.Javalin;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import playhouse.contracts.ApiKeys;
import playhouse.contracts.Role;
import playhouse.contracts.Settings;
import playhouse.counterparts.psp.Psp;
import playhouse.serving.billing.ledger.Account;
import playhouse.serving.billing.ledger.Ledger;
import playhouse.serving.billing.ledger.Posting;
import playhouse.serving.billing.offers.Guesses;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.payments.channels.HttpPsp;
import playhouse.serving.billing.subscriptions.Entitlements;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.access.Callers;
import playhouse.serving.platform.access.SignedTokens;
import playhouse.serving.platform.http.Answer;
import playhouse.serving.platform.http.Endpoint;
import playhouse.serving.platform.http.Gate;
import playhouse.serving.platform.http.HttpHost;
import playhouse.serving.platform.http.Peers;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.outbox.OutboxLag;
import playhouse.serving.platform.store.ServicesDatabase;
import playhouse.testbed.Await;
import playhouse.testbed.Bench;

/**
 * What the chassis costs, and how much money goes through billing in a second: {@code [--json]}.
 * PostgreSQL writes to the disk before it answers. Ends 1 if a limit is missed.
 */
public final class ServicesBench {
  private static final int REQUESTS = 20_000;
  private static final int ROUNDS = 5;
  private static final int PEOPLE = 20_000;
  private static final int PAYMENTS = 2_000;
  private static final int ENTRIES = 10_000;
  private static final int ENTRIES_AT_ONCE = 100;

  private final Bench bench;
  private final Clock clock = Clock.systemUTC();
  private final HttpClient client = HttpClient.newHttpClient();

  private ServicesBench(Bench bench) {
    this.bench = bench;
  }

  public static void main(String[] arguments) throws Exception {
    Bench bench = new Bench("services", arguments);
    new ServicesBench(bench).run();
    System.exit(bench.status());
  }

  private void run() throws Exception {
    Path folder = Files.createTempDirectory("services-bench-");
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("unix_socket_directories", "")
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("synchronous_commit", "on")
            .start()) {
      Settings settings =
          Settings.of(
              Map.of(
                  "PLAYHOUSE_HOME", folder.toString(),
                  "PLAYHOUSE_SERVICES_URI", postgres.getJdbcUrl("postgres", "postgres")));
      try (ServicesDatabase database =
          new ServicesDatabase(settings, List.of("platform", "billing"))) {
        Await.until("the database is there", Duration.ofMinutes(1), database::ready);
        tokens();
        door(folder, database);
        entitlements(folder, database);
        money(database);
        ledger(database);
        double[] lag = new OutboxLag(database).measure();
        bench.atMost(
            "facts from their transaction to a reader, p99", percentile(lag, 0.99), "ms", 500);
      }
    }
  }

  /** A token that was checked before. */
  private void tokens() {
    SignedTokens tokens =
        new SignedTokens(Path.of(Ground.settings().getOrDefault("PLAYHOUSE_TOKEN_KEY", "")), clock);
    Callers callers =
        new Callers(new ApiKeys(Path.of("none"), clock), tokens, none -> Optional.empty());
    String header = "Bearer " + Ground.token("viewer." + UUID.randomUUID());
    double best = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      for (int i = 0; i < REQUESTS; i++) {
        if (callers.of(java.util.Optional.of(header)).isEmpty()) {
          throw new IllegalStateException("a good token is refused");
        }
      }
      best = Math.min(best, (System.nanoTime() - began) / 1e3 / REQUESTS);
    }
    bench.atMost("a session checked", best, "us", 20);
  }

  private record Said(String says, long number) {}

  /** The same answer through the door and without it, turn by turn. */
  private void door(Path folder, ServicesDatabase database) throws Exception {
    Said said = new Said("x".repeat(200), 7);
    byte[] bytes = playhouse.serving.platform.Json.bytes(said);
    Routes routes =
        new Routes() {
          @Override
          public String system() {
            return "platform";
          }

          @Override
          public List<Endpoint> endpoints() {
            return List.of(
                Endpoint.get("/said", "Says.").may(Role.SERVICE).read(r -> Answer.ok(said)));
          }
        };
    Javalin bare =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.routes.get(
                  "/said", http -> http.contentType("application/json").result(bytes));
            });
    try (Meters meters = new Meters();
        HttpHost host =
            HttpHost.start("127.0.0.1", 0, meters, gate(folder, database), List.of(routes))) {
      bare.start("127.0.0.1", 0);
      double[] more = new double[ROUNDS];
      cpu(bare.port(), REQUESTS);
      cpu(host.port(), REQUESTS);
      for (int round = 0; round < ROUNDS; round++) {
        double without = cpu(bare.port(), REQUESTS);
        more[round] = cpu(host.port(), REQUESTS) - without;
      }
      bench.atMost("CPU of the door, for a request", median(more), "us", 50);
    } finally {
      bare.stop();
    }
  }

  private Gate gate(Path folder, ServicesDatabase database) throws Exception {
    Path keys = folder.resolve("keys.json");
    Files.writeString(keys, "{\"demo\":\"" + Ground.KEY + "\"}");
    SignedTokens none = new SignedTokens(folder.resolve("token.pub"), clock);
    return new Gate(
        new Callers(new ApiKeys(keys, clock), none, token -> Optional.empty()),
        new Peers(List.of()),
        database,
        () -> {},
        clock);
  }

  /** Microseconds of CPU that the threads that answer take for a request. */
  private double cpu(int port, int requests) throws Exception {
    Answering before = Answering.now();
    for (int i = 0; i < requests; i++) {
      get(port, "/said");
    }
    return before.since() / 1e3 / requests;
  }

  private String get(int port, String path) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + Ground.KEY)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  private void entitlements(Path folder, ServicesDatabase database) throws Exception {
    Subscriptions subscriptions = new Subscriptions(clock, new Nobody());
    for (int from = 0; from < PEOPLE; from += 500) {
      int first = from;
      database.write(
          tx -> {
            for (int i = first; i < first + 500; i++) {
              subscriptions.subscribe(tx, person(i), "standard", "US");
            }
            return true;
          });
    }
    Entitlements entitlements = new Entitlements(database, Clock.systemUTC());
    Random random = new Random(7);
    double[] inside = new double[REQUESTS];
    for (int i = -REQUESTS; i < REQUESTS; i++) {
      long began = System.nanoTime();
      if (!entitlements.of(person(random.nextInt(PEOPLE))).state().equals("trial")) {
        throw new IllegalStateException("somebody has no trial");
      }
      inside[Math.max(i, 0)] = (System.nanoTime() - began) / 1e6;
    }
    bench.atMost("an entitlement in the process, p99", percentile(inside, 0.99), "ms", 1);
    try (Meters meters = new Meters();
        HttpHost host =
            HttpHost.start(
                "127.0.0.1",
                0,
                meters,
                gate(folder, database),
                List.of(
                    new playhouse.serving.billing.subscriptions.SubscriptionRoutes(
                        database, subscriptions, entitlements, new Guesses())))) {
      double[] over = new double[REQUESTS];
      for (int i = -REQUESTS; i < REQUESTS; i++) {
        String path = "/v1/people/" + person(random.nextInt(PEOPLE)) + "/entitlement";
        long began = System.nanoTime();
        get(host.port(), path);
        over[Math.max(i, 0)] = (System.nanoTime() - began) / 1e6;
      }
      bench.atMost("an entitlement over HTTP, p99", percentile(over, 0.99), "ms", 5);
    }
  }

  /**
   * First payments of many, through the provider that is simulated in this very process and tells
   * nothing by itself.
   */
  private void money(ServicesDatabase database) throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(8);
    try (Psp psp = new Psp(0, "key", URI.create("http://127.0.0.1:1/nowhere"), "secret")) {
      client.send(
          HttpRequest.newBuilder(psp.uri().resolve("/control/webhooks"))
              .POST(HttpRequest.BodyPublishers.ofString("{\"copies\":0}"))
              .build(),
          HttpResponse.BodyHandlers.discarding());
      HttpPsp card = new HttpPsp(psp.uri(), "key", "secret", Duration.ofSeconds(10), clock);
      Payments payments = new Payments(database, Map.of("card", card), senders, clock);
      Subscriptions subscriptions = new Subscriptions(clock, payments);
      IntStream.range(PEOPLE, PEOPLE + PAYMENTS)
          .forEach(i -> owe(database, subscriptions, person(i)));
      long began = System.nanoTime();
      int collected = 0;
      for (int some = payments.collect(); some > 0; some = payments.collect()) {
        collected += some;
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      if (collected != PAYMENTS) {
        throw new IllegalStateException(collected + " were collected");
      }
      bench.atLeast("payments captured, each durable", PAYMENTS / seconds, "/s", 200);
    } finally {
      senders.shutdownNow();
    }
  }

  private static void owe(ServicesDatabase database, Subscriptions subscriptions, UUID person) {
    database.write(
        tx -> {
          tx.execute(
              "insert into billing.payment_method values (?, 'card', 'tok_visa', 'Visa', now())",
              person);
          var trial = subscriptions.subscribe(tx, person, "standard", "US");
          tx.execute("update billing.subscription set state = 'expired' where id = ?", trial.id());
          return subscriptions.subscribe(tx, person, "standard", "US");
        });
  }

  private void ledger(ServicesDatabase database) {
    Money amount = Money.of(CurrencyUnit.USD, new BigDecimal("9.99"));
    LocalDate day = LocalDate.now(ZoneOffset.UTC);
    long began = System.nanoTime();
    for (int from = 0; from < ENTRIES; from += ENTRIES_AT_ONCE) {
      int first = from;
      database.write(
          tx -> {
            Ledger.post(
                tx,
                IntStream.range(first, first + ENTRIES_AT_ONCE)
                    .mapToObj(
                        i ->
                            new Posting(
                                "bench/" + i,
                                day,
                                List.of(
                                    Posting.Line.debit(Account.PROVIDER, amount),
                                    Posting.Line.credit(Account.DEFERRED, amount))))
                    .toList(),
                Instant.now());
            return true;
          });
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    bench.atLeast(
        "ledger lines written, a hundred entries at once", 2.0 * ENTRIES / seconds, "/s", 5_000);
  }

  /** Nobody takes the money. */
  private static final class Nobody implements playhouse.serving.billing.subscriptions.Charges {
    @Override
    public void owed(
        org.jdbi.v3.core.Handle tx,
        playhouse.serving.billing.subscriptions.Subscription subscription,
        playhouse.serving.billing.subscriptions.Invoice invoice) {}

    @Override
    public boolean stop(org.jdbi.v3.core.Handle tx, UUID subscription) {
      return true;
    }

    @Override
    public UUID giveBack(
        org.jdbi.v3.core.Handle tx, String invoice, Money amount, Money tax, String reason) {
      throw new IllegalStateException("nothing was taken");
    }
  }

  private static UUID person(int number) {
    return new UUID(7, number);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double percentile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  }
}
