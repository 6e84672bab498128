package playhouse.serving.personalisation.experiments.readout;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ExperimentStatistics;

/** What is kept of people, by experiment, slice and variant, as the stream last told it. */
public final class Statistics {
  private final Map<String, Map<String, ExperimentStatistics>> experiments =
      new ConcurrentHashMap<>();

  /** Takes in one record of the topic of statistics; its key is experiment|variant|slice. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    String key = new String(message.key(), StandardCharsets.UTF_8);
    int bar = key.indexOf('|');
    if (bar < 0) {
      return;
    }
    Map<String, ExperimentStatistics> slices =
        experiments.computeIfAbsent(key.substring(0, bar), unused -> new ConcurrentHashMap<>());
    if (message.value() == null) {
      slices.remove(key);
    } else {
      slices.put(key, Wire.decode(ExperimentStatistics.class, message.value()));
    }
  }

  /** Of an experiment: by slice, then by variant. */
  public Map<String, Map<String, ExperimentStatistics>> of(String experiment) {
    Map<String, Map<String, ExperimentStatistics>> bySlice = new TreeMap<>();
    for (ExperimentStatistics one : experiments.getOrDefault(experiment, Map.of()).values()) {
      bySlice.computeIfAbsent(one.getSlice(), s -> new TreeMap<>()).put(one.getVariant(), one);
    }
    return bySlice;
  }

  /** How many are held. */
  public int size() {
    return experiments.values().stream().mapToInt(Map::size).sum();
  }
}
