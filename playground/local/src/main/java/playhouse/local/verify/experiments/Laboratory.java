package playhouse.local.verify.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import playhouse.contracts.Role;
import playhouse.contracts.Setting;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ExperimentStatistics;
import playhouse.local.access.TokenKey;
import playhouse.local.access.Tokens;
import playhouse.local.process.Await;
import playhouse.local.process.LocalFailure;
import playhouse.local.verify.Asking;
import playhouse.local.verify.Proof.Trial;

/** How the proof speaks with the house: over HTTP, and through the topic of statistics. */
final class Laboratory implements AutoCloseable {
  private static final Duration LIFETIME = Duration.ofHours(2);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Trial trial;
  private final Asking asking;
  private final TokenKey key;
  private final KafkaProducer<byte[], byte[]> producer;

  Laboratory(Trial trial) {
    this.trial = trial;
    asking = new Asking(trial.house().settings().get(Setting.SERVING_URL));
    key = new Tokens(trial.house().home(), Clock.systemUTC()).key();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", trial.house().settings().get(Setting.KAFKA)),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** A name for each question: nobody asks too often. */
  JsonNode send(Role role, String method, String path, String body) {
    String token =
        key.sign(role.text() + "." + UUID.randomUUID(), Clock.systemUTC().instant(), LIFETIME);
    return asking.send(method, path, token, body);
  }

  JsonNode get(String path) {
    return send(Role.OPERATOR, "GET", path, "");
  }

  /** Asks until it is as wanted. */
  JsonNode await(String path, Predicate<JsonNode> wanted) {
    JsonNode[] last = new JsonNode[1];
    boolean came =
        Await.until(
            LIMIT,
            () -> {
              last[0] = get(path);
              return wanted.test(last[0]);
            });
    if (!came) {
      throw new LocalFailure(path + " did not become what it should: " + last[0]);
    }
    return last[0];
  }

  /** Designs an experiment of two arms in a layer of its own. */
  void design(String experiment, String layer, long people) {
    post("/v1/layers", "{\"name\":\"%s\",\"holdoutPlaces\":0}".formatted(layer));
    post(
        "/v1/experiments",
        """
        {"key":"%s","hypothesis":"A proof knows the truth of it.","layer":"%s",
         "fromPlace":0,"untilPlace":10000,
         "arms":[{"variant":"control","weight":1,"value":1},
                 {"variant":"other","weight":1,"value":2}],
         "targeting":"","slices":[],"metric":"time_spent","guardrails":[],"windowHours":1,
         "alpha":0.05,"minimumPeople":%d,"automatic":false}
        """
            .formatted(experiment, layer, people));
  }

  void begin(String experiment) {
    post("/v1/experiments/" + experiment + "/start", "");
  }

  private void post(String path, String body) {
    JsonNode answer = send(Role.OPERATOR, "POST", path, body);
    if (answer.path("status").isInt()) {
      throw new LocalFailure(path + " was refused: " + answer);
    }
  }

  /** As the stream tells it. */
  void tell(ExperimentStatistics one) {
    String of = one.getExperiment() + "|" + one.getVariant() + "|" + one.getSlice();
    var unused =
        producer.send(
            new ProducerRecord<>(
                Topics.EXPERIMENTS, of.getBytes(StandardCharsets.UTF_8), Wire.encode(one)));
  }

  void flush() {
    producer.flush();
  }

  /** Changes the services' database behind their back. */
  void alter(String sql) {
    try (Connection connection =
            DriverManager.getConnection(
                trial.house().settings().get(Setting.SERVICES_URI),
                trial.house().settings().get(Setting.SERVICES_USER),
                trial.house().settings().find(Setting.SERVICES_PASSWORD).orElse(""));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new LocalFailure("cannot break the experiments: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
