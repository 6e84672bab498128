package playhouse.local.stack;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * The services of the embedded stack in the order they start: stores first, then those that use
 * them.
 */
public final class Services {
  private static final Duration STORE_LIMIT = Duration.ofSeconds(90);
  private static final Duration USER_LIMIT = Duration.ofMinutes(3);
  private static final Duration GRACE = Duration.ofSeconds(25);
  private final House house;
  private final Plans plans;
  private final HttpClient http = HttpClient.newHttpClient();

  public Services(House house) {
    this.house = house;
    this.plans = new Plans(house);
  }

  public List<Service> stores() {
    Settings settings = house.settings();
    Health broker = new BrokerHealth(settings.get(Setting.KAFKA), house.home().resolve("kafka"));
    Health database =
        new DatabaseHealth(
            settings.number(Setting.POSTGRES_PORT), house.home().resolve("postgres"));
    return List.of(
        new Service(plans.broker(), Setting.KAFKA_PORT, broker, STORE_LIMIT, GRACE),
        new Service(plans.database(), Setting.POSTGRES_PORT, database, STORE_LIMIT, GRACE));
  }

  public List<Service> users() {
    URI rest = URI.create("http://127.0.0.1:" + house.settings().get(Setting.FLINK_PORT));
    Health flink = new FlinkHealth(http, rest, needed());
    Health collector = answers(Setting.COLLECTOR_URL, "/health");
    Health serving = answers(Setting.SERVING_URL, "/ready");
    List<Service> users = new ArrayList<>();
    users.add(new Service(plans.flink(), Setting.FLINK_PORT, flink, USER_LIMIT, GRACE));
    users.add(new Service(plans.collector(), Setting.COLLECTOR_PORT, collector, USER_LIMIT, GRACE));
    if (!plans.simulated().isEmpty()) {
      Health provider = new HttpHealth(http, URI.create(plans.counterpartsUrl() + "/health"));
      users.add(
          new Service(
              plans.counterparts(), Setting.COUNTERPARTS_PORT, provider, USER_LIMIT, GRACE));
    }
    users.add(new Service(plans.serving(), Setting.SERVING_PORT, serving, USER_LIMIT, GRACE));
    Health jobs = answers(Setting.JOBS_URL, "/health");
    users.add(new Service(plans.jobs(), Setting.JOBS_PORT, jobs, USER_LIMIT, GRACE));
    return List.copyOf(users);
  }

  /** Nobody waits for the live KPIs, whose queries take a minute to be planned. */
  private List<String> needed() {
    return house.settings().list(Setting.STREAMING_JOBS).stream()
        .filter(job -> !job.equals(Lag.LIVE_KPIS))
        .toList();
  }

  private Health answers(Setting url, String path) {
    return new HttpHealth(http, URI.create(house.settings().get(url)).resolve(path));
  }
}
