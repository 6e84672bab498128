package playhouse.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import playhouse.testbed.Broker;

/** A house with advertisers of three trades, whose creatives are approved. */
final class AdMarket implements AutoCloseable {
  static final String KAFKA = Broker.shared().address();

  final House house;
  final House operator;
  private final AdFiles files = new AdFiles();
  private final Map<String, Party> parties = new HashMap<>();

  /** An advertiser with a creative of 15 seconds. */
  record Party(House house, String advertiser, String creative, String domain) {}

  AdMarket(Map<String, String> more) {
    Map<String, String> all =
        new HashMap<>(
            Map.of(
                "PLAYHOUSE_SERVICES_URI", EmptyServices.uri(), "PLAYHOUSE_AD_FILES_LOCAL", "true"));
    all.putAll(more);
    house = House.starting(KAFKA, all);
    house.await("/ready", answer -> answer.status() == 200);
    operator = house.as(Ground.token("operator.op"));
    parties.put("tea", party("tea", "127.0.0.1", "210"));
    parties.put("car", party("car", "127.0.0.2", "1"));
    parties.put("trip", party("trip", "127.0.0.3", "653"));
  }

  Party of(String trade) {
    Party party = parties.get(trade);
    if (party == null) {
      throw new IllegalArgumentException(trade);
    }
    return party;
  }

  private Party party(String name, String domain, String category) {
    House theirs = house.as(Ground.token("advertiser." + name));
    String advertiser =
        made(
            theirs,
            "/v1/ads/advertisers",
            """
            {"name":"%s","domain":"%s.example","country":"DE","evidence":"HRB 12345 B",
            "validUntil":"2099-12-31"}"""
                .formatted(name, name));
    String creative =
        made(
            theirs,
            "/v1/ads/creatives",
            """
            {"advertiser":"%s","film":{"name":"%s & more","registry":"ad-id.org",
            "adId":"%s00150","durationMillis":15000,"media":[{"url":"%s","type":"video/mp4",
            "width":1280,"height":720,"kilobits":2500}],"clickThrough":"%s",
            "domains":["%s"],"categories":["%s"],"age":0}}"""
                .formatted(
                    advertiser,
                    name,
                    name.toUpperCase(java.util.Locale.ROOT),
                    files.at(domain, "/tea.mp4"),
                    files.at(domain, "/page"),
                    domain,
                    category));
    theirs.await("/v1/ads/creatives/" + creative, one -> one.text("state").equals("checked"));
    approve("advertiser", advertiser);
    approve("creative", creative);
    return new Party(theirs, advertiser, creative, domain);
  }

  private void approve(String kind, String subject) {
    made(
        operator,
        "/v1/ads/reviews",
        """
        {"kind":"%s","subject":"%s","version":1,"decision":"approved","reason":"as seen"}"""
            .formatted(kind, subject));
  }

  /** A line item that is shown in that title alone. */
  String lineItem(String trade, String title, double euros) {
    return lineItem(trade, title, euros, "", "");
  }

  /**
   * The same.
   *
   * @param more terms that it has besides
   * @param caps each of so many impressions in so many seconds
   */
  String lineItem(String trade, String title, double euros, String more, String caps) {
    Party party = of(trade);
    String order =
        made(
            party.house(),
            "/v1/ads/orders",
            """
            {"advertiser":"%s","name":"Spring","reference":"PO-1","currency":"EUR"}"""
                .formatted(party.advertiser()));
    return made(
        party.house(),
        "/v1/ads/line-items",
        """
        {"order":"%s","terms":{"name":"Spring","kind":"auction","begins":"2026-01-01T00:00:00Z",
        "ends":"2027-12-31T00:00:00Z","currency":"EUR","pricing":"cpm","priceMicros":%d,
        "budgetMicros":500000000,"pace":"asap","caps":[%s],
        "targeting":{"titles":["%s"]},"creatives":["%s"]%s}}"""
            .formatted(order, Math.round(euros * 1_000_000), caps, title, party.creative(), more));
  }

  private static String made(House by, String path, String body) {
    House.Answer answer = by.post(path, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return path.endsWith("/reviews") ? "" : answer.text("id");
  }

  @Override
  public void close() {
    house.close();
    files.close();
  }
}
