package playhouse.collector.http;

import java.time.Duration;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;

/**
 * How much the door takes.
 *
 * @param bodyBytes largest body, as it comes and after decompression
 * @param events most events in one request
 * @param eventsPerSecond what one key may send on average
 * @param inFlightBytes bodies in work at once, all callers together
 * @param patience how long Kafka may take to confirm
 * @param slowestBody how long a body may take to arrive
 */
public record Limits(
    int bodyBytes,
    int events,
    int eventsPerSecond,
    int inFlightBytes,
    Duration patience,
    Duration slowestBody) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration SLOWEST_BODY = Duration.ofSeconds(30);

  public static Limits of(Settings settings) {
    return new Limits(
        settings.number(Setting.COLLECTOR_MAX_BODY),
        settings.number(Setting.COLLECTOR_MAX_EVENTS),
        settings.number(Setting.COLLECTOR_RATE),
        settings.number(Setting.COLLECTOR_IN_FLIGHT),
        PATIENCE,
        SLOWEST_BODY);
  }
}
