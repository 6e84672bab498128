package playhouse.batch.airflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of a DAG as it is to be.
 *
 * @param dag id of the DAG
 * @param runId by which the same order is known when it comes again
 * @param logicalDate whose data interval it has; empty for a run of no interval
 * @param conf what its tasks are told
 * @param note what people are told
 */
public record DagRunOrder(
    String dag,
    String runId,
    Optional<Instant> logicalDate,
    Map<String, Object> conf,
    String note) {
  private static final ObjectMapper SORTED =
      new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  private static final int HASH_DIGITS = 16;

  /** An order whose run's id follows from what it says: the same order is the same run. */
  public static DagRunOrder of(
      String dag, Optional<Instant> logicalDate, Map<String, Object> conf, String note) {
    String when = logicalDate.map(Instant::toString).orElse("none");
    return new DagRunOrder(
        dag,
        "playhouse__" + when + "__" + hash(dag + "\n" + when + "\n" + json(conf)),
        logicalDate,
        conf,
        note);
  }

  /** The same under a name of one's own: what is asked for twice under it must be the same. */
  public DagRunOrder named(String key) {
    return new DagRunOrder(dag, "playhouse__" + key, logicalDate, conf, note);
  }

  /**
   * What is posted: Airflow refuses fields that it does not know, and wants the date even if null.
   */
  Map<String, @Nullable Object> body() {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("dag_run_id", runId);
    body.put("logical_date", logicalDate.map(Instant::toString).orElse(null));
    body.put("conf", conf);
    if (!note.isEmpty()) {
      body.put("note", note);
    }
    return body;
  }

  private static String json(Map<String, Object> conf) {
    try {
      return SORTED.writeValueAsString(conf);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("conf is no JSON: " + e.getMessage(), e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
