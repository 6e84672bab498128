package playhouse.collector.http;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import playhouse.collector.event.Outcome;
import playhouse.contracts.Family;
import playhouse.contracts.Rejected;

/** What the door counts and measures, for Prometheus. */
final class Meters implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Timer answered =
      Timer.builder("playhouse.collector.request")
          .description("From the first byte read to the answer")
          .publishPercentileHistogram()
          .minimumExpectedValue(Duration.ofMillis(1))
          .maximumExpectedValue(Duration.ofSeconds(15))
          .register(registry);

  Meters(InFlight inFlight) {
    registry.gauge("playhouse.collector.in.flight.bytes", inFlight, InFlight::bytes);
    registry.gauge("playhouse.collector.in.flight.requests", inFlight, InFlight::requests);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Counts events once Kafka has them. */
  void events(List<Outcome> outcomes) {
    Map<Family, Integer> accepted = new EnumMap<>(Family.class);
    Map<Rejected.Reason, Integer> rejected = new EnumMap<>(Rejected.Reason.class);
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Refused refused) {
        rejected.merge(refused.rejected().reason(), 1, Integer::sum);
      } else if (outcome instanceof Outcome.Accepted taken) {
        accepted.merge(taken.fact().family(), 1, Integer::sum);
      }
    }
    accepted.forEach(
        (family, n) ->
            registry
                .counter("playhouse.collector.accepted", "family", family.topic())
                .increment(n));
    rejected.forEach(
        (reason, n) ->
            registry.counter("playhouse.collector.rejected", "reason", reason.code()).increment(n));
  }

  void request(int status, Duration took) {
    registry.counter("playhouse.collector.requests", "status", String.valueOf(status)).increment();
    answered.record(took);
  }

  String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
