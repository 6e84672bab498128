package playhouse.serving.personalisation.sources;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.Candidates;
import playhouse.contracts.facts.ScoredTitle;

/** The lists that the nightly batch made, by slice, as bytes. */
public final class CandidateLists {
  private final Map<String, byte[]> slices = new ConcurrentHashMap<>();

  /** Takes in one record of the topic of candidates. */
  public void take(ConsumerRecord<byte[], byte[]> message) {
    String slice = new String(message.key(), StandardCharsets.UTF_8);
    if (message.value() == null) {
      slices.remove(slice);
    } else {
      slices.put(slice, message.value());
    }
  }

  /** A slice's titles, best first; empty if there is no such slice. */
  public List<ScoredTitle> find(String slice) {
    byte[] bytes = slices.get(slice);
    return bytes == null ? List.of() : Wire.decode(Candidates.class, bytes).getTitles();
  }

  /** How many slices there are. */
  public int size() {
    return slices.size();
  }
}
