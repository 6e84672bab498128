package playhouse.serving.advertising.reports;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.AdReport;

/** Rows as the stream has them now, in memory; those of the last eight days. */
public final class LiveReports implements Consumer<ConsumerRecord<byte[], byte[]>> {
  private static final Duration KEPT = Duration.ofDays(8);
  private static final int SWEEP_EVERY = 10_000;

  private final Map<String, AdReport> rows = new ConcurrentHashMap<>();
  private final AtomicLong taken = new AtomicLong();
  private volatile Instant newest = Instant.EPOCH;

  /** How fresh it is: when the newest row was computed; empty while there is none. */
  Optional<Instant> asOf() {
    return newest.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(newest);
  }

  /** Those of a day of UTC. */
  List<ReportRow> of(LocalDate day) {
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant until = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return rows.values().stream()
        .filter(row -> !row.getHour().isBefore(from) && row.getHour().isBefore(until))
        .map(ReportRow::of)
        .toList();
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (record.value() == null) {
      rows.remove(key);
      return;
    }
    AdReport row = Wire.decode(AdReport.class, record.value());
    // Told again after a restart of the job, it is older than what is known.
    rows.merge(key, row, (known, told) -> told.getVersion() < known.getVersion() ? known : told);
    if (row.getComputed().isAfter(newest)) {
      newest = row.getComputed();
    }
    if (taken.incrementAndGet() % SWEEP_EVERY == 0) {
      Instant oldest = newest.minus(KEPT);
      rows.values().removeIf(each -> each.getHour().isBefore(oldest));
    }
  }
}
