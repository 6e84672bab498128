package playhouse.local.verify.budgets;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;

/** What advertisers have ordered: many line items of little money and few turns each. */
final class Campaigns {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int ADVERTISERS = 20;
  private static final long THOUSAND = 1_000;
  private static final long DAY_SECONDS = 86_400;

  private final Desk desk;
  private final Random random;
  private final Map<String, Plan> plans = new HashMap<>();

  /**
   * A line item as it was ordered.
   *
   * @param cap impressions that one person may see; 0 if there is no cap
   */
  record Plan(long budgetMicros, int cap) {}

  /** Somebody who orders. */
  private record Client(String order, String creative) {}

  Campaigns(Desk desk, Random random) {
    this.desk = desk;
    this.random = random;
  }

  Map<String, Plan> plans() {
    return plans;
  }

  /** Orders so many, and has them looked at. */
  void order(int lineItems, Films films) {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < ADVERTISERS; i++) {
      clients.add(client(i, films));
    }
    for (int i = 0; i < lineItems; i++) {
      lineItem(clients.get(i % ADVERTISERS), i % 4 == 3);
    }
  }

  private Client client(int number, Films films) {
    String advertiser =
        desk.make(
            "/v1/ads/advertisers",
            Map.of(
                "name", "Advertiser " + number,
                "domain", "a" + number + ".example",
                "country", "DE",
                "evidence", "HRB " + number,
                "validUntil", "2099-12-31"));
    decide("advertiser", advertiser);
    Map<String, Object> film = new LinkedHashMap<>();
    film.put("name", "Film " + number);
    film.put("registry", "proof.example");
    film.put("adId", "film-" + number);
    film.put("durationMillis", Films.MILLIS);
    film.put(
        "media",
        List.of(
            Map.of(
                "url", films.at("/film.mp4"),
                "type", "video/mp4",
                "width", 1280,
                "height", 720,
                "kilobits", 2_500)));
    film.put("clickThrough", films.at("/page"));
    film.put("domains", List.of("127.0.0.1"));
    film.put("categories", List.of("210"));
    film.put("age", 0);
    String creative =
        desk.make("/v1/ads/creatives", Map.of("advertiser", advertiser, "film", film));
    boolean looked =
        Await.until(
            LIMIT,
            () ->
                "checked"
                    .equals(
                        desk.see("/v1/ads/creatives/" + creative).body().path("state").asText()));
    if (!looked) {
      throw new LocalFailure("nobody looks at what was handed in");
    }
    decide("creative", creative);
    String order =
        desk.make(
            "/v1/ads/orders",
            Map.of("advertiser", advertiser, "name", "Order", "reference", "", "currency", "EUR"));
    return new Client(order, creative);
  }

  private void decide(String kind, String subject) {
    desk.make(
        "/v1/ads/reviews",
        Map.of(
            "kind",
            kind,
            "subject",
            subject,
            "version",
            1,
            "decision",
            "approved",
            "reason",
            "for the proof"));
  }

  /** By the thousand, or by the click: what that costs is worth some thousand impressions. */
  private void lineItem(Client client, boolean byClick) {
    long price = (5_000 + random.nextInt(20_000)) * THOUSAND;
    long one = byClick ? price : price / THOUSAND;
    long budget = one * (5 + random.nextInt(30)) + random.nextInt(1_000);
    int cap = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(3);
    Instant now = Instant.now();
    Map<String, Object> terms = new LinkedHashMap<>();
    terms.put("name", "Line item");
    terms.put("kind", "auction");
    terms.put("begins", now.minus(Duration.ofHours(1)).toString());
    terms.put("ends", now.plus(Duration.ofDays(2)).toString());
    terms.put("currency", "EUR");
    terms.put("pricing", byClick ? "cpc" : "cpm");
    terms.put("priceMicros", price);
    terms.put("budgetMicros", budget);
    terms.put("pace", "asap");
    terms.put(
        "caps", cap == 0 ? List.of() : List.of(Map.of("impressions", cap, "seconds", DAY_SECONDS)));
    terms.put("targeting", Map.of());
    terms.put("creatives", List.of(client.creative()));
    String id = desk.make("/v1/ads/line-items", Map.of("order", client.order(), "terms", terms));
    plans.put(id, new Plan(budget, cap));
  }
}
