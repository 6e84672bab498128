package playhouse.serving.advertising;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.advertising.auction.Rates;
import playhouse.serving.advertising.bidders.Bidder;
import playhouse.serving.advertising.bidders.Bidders;
import playhouse.serving.advertising.bidders.Bidding;
import playhouse.serving.advertising.bidders.Wins;
import playhouse.serving.advertising.sellers.SellerRoutes;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.facts.FactLog;
import playhouse.serving.platform.http.Routes;

/** Bidders outside of the house, put together: one client for all of them. */
final class Outside {
  private static final Duration CONNECT = Duration.ofMillis(500);
  private static final int THREADS = 4;

  private final SellerRoutes.Seller us;
  private final List<Bidder> bidders;
  private final HttpClient http;
  private final Wins wins;
  private final Meters meters;

  /**
   * Those that are set.
   *
   * @throws IllegalArgumentException if the setting is wrong
   */
  Outside(Settings settings, Meters meters) {
    this.meters = meters;
    us =
        new SellerRoutes.Seller(
            settings.get(Setting.SELLER).split(";", 2)[0].strip(),
            Optional.ofNullable(URI.create(settings.get(Setting.WEB_URL)).getHost()).orElse(""),
            settings.get(Setting.MAIL_FROM).replaceAll(".*<|>.*", ""));
    bidders =
        settings.find(Setting.AD_BIDDERS).map(file -> Bidder.in(Path.of(file))).orElse(List.of());
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(Executors.newFixedThreadPool(THREADS, Outside::thread))
            .build();
    wins = new Wins(http, meters);
  }

  /** Who sells here, for others to read. */
  Routes sellers() {
    return new SellerRoutes(us, bidders);
  }

  Wins wins() {
    return wins;
  }

  Bidding bidding(Rates rates, FactLog log) {
    return bidders.isEmpty() ? Bidding.NONE : new Bidders(bidders, rates, http, wins, log, meters);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "bidders");
    thread.setDaemon(true);
    return thread;
  }
}
