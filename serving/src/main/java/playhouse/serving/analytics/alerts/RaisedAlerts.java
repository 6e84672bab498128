package playhouse.serving.analytics.alerts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.AlertFired;
import playhouse.contracts.facts.AlertRaised;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Platform;
import playhouse.serving.platform.facts.FactLog;

/** What rules raised, once for a rule and period; kept in a topic, the newest in memory. */
public final class RaisedAlerts {
  private static final int MOST = 20_000;

  private final Map<String, AlertRaised> byKey = new LinkedHashMap<>();
  private final FactLog log;

  /** Begins empty. */
  public RaisedAlerts(FactLog log) {
    this.log = log;
  }

  /** Takes in one record of the topic of raised alerts. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() != null) {
      keep(
          new String(message.key(), StandardCharsets.UTF_8),
          Wire.decode(AlertRaised.class, message.value()));
    }
  }

  /** How many are in memory. */
  public synchronized int size() {
    return byKey.size();
  }

  /** Those that are wanted. */
  synchronized List<AlertRaised> find(Predicate<AlertRaised> wanted) {
    return byKey.values().stream().filter(wanted).toList();
  }

  /** Where one stands among all: the newest period first. */
  static String place(AlertRaised alert) {
    return "%019d|%s"
        .formatted(Long.MAX_VALUE - alert.getStarted().toEpochMilli(), alert.getRule());
  }

  synchronized boolean has(String rule, Instant started) {
    return byKey.containsKey(key(rule, started));
  }

  /** Raises one, for good when this returns. */
  void raise(AlertRaised alert) {
    String key = key(alert.getRule(), alert.getStarted());
    // First: who dies in between tells the same fact again, which counts once.
    log.durably(fired(key, alert));
    log.durably(Topics.ALERTS_RAISED, key, Optional.of(alert));
    keep(key, alert);
  }

  private static Platform fired(String key, AlertRaised alert) {
    Envelope envelope =
        Envelope.newBuilder()
            .setId("alert/" + key)
            .setSource("/serving")
            .setOccurred(alert.getRaised())
            .setSent(alert.getRaised())
            .setReceived(alert.getRaised())
            .build();
    AlertFired fired =
        AlertFired.newBuilder()
            .setRule(alert.getRule())
            .setKpi(alert.getKpi())
            .setMeasure(alert.getMeasure())
            .setSlice(alert.getBy())
            .setZone(alert.getZone())
            .setGrain(alert.getGrain())
            .setStarted(alert.getStarted())
            .setCondition(alert.getCondition())
            .setValue(alert.getValue())
            .build();
    return Platform.newBuilder()
        .setEnvelope(envelope)
        .setType("alert.fired")
        .setAlertFired(fired)
        .build();
  }

  private synchronized void keep(String key, AlertRaised alert) {
    byKey.put(key, alert);
    if (byKey.size() > MOST) {
      String oldest = byKey.keySet().iterator().next();
      byKey.remove(oldest);
    }
  }

  private static String key(String rule, Instant started) {
    return rule + "|" + started;
  }
}
