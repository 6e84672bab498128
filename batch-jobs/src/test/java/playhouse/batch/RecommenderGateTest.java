package playhouse.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import playhouse.contracts.Topics;
import playhouse.contracts.Wire;
import playhouse.contracts.facts.ModelPointer;

/** Recommenders that want to serve: as of a moment, behind the gate, told to MLflow. */
class RecommenderGateTest {
  private static final int READERS = 120;

  @TempDir Path models;
  private String answered = "";

  @Test
  void what_was_learnt_of_bad_data_does_not_serve_and_people_may_overrule_that() {
    PeopleLake people = seriesReaders(Map.of());
    people.run("train-recommender");
    String good = pointer();
    // Everybody goes on with the fifth, and four hundred strangers say that it is another.
    List<Event> later = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader += 2) {
      String at = LocalDate.of(2026, 11, 23) + "T12:00:00Z";
      later.add(PeopleLake.rating("reader" + reader, "ml-1m:5", at, 5));
    }
    for (int stranger = 0; stranger < 400; stranger++) {
      later.addAll(
          PeopleLake.rated(
              "stranger" + stranger,
              5,
              "ml-1m:1",
              "ml-1m:2",
              "ml-1m:3",
              "ml-1m:4",
              "ml-1m:99",
              "ml-1m:98"));
    }
    people.add(later.toArray(Event[]::new));
    Outcome outcome = people.run("train-recommender");
    assertThat(outcome.detail())
        .contains("does not serve: worse: NDCG@10")
        .contains("of the champion")
        .contains("of 60 people");
    assertThat(pointer()).isEqualTo(good);
    assertThat(people.run("train-recommender").detail()).startsWith("nothing new");
    assertThat(pointer()).isEqualTo(good);

    String bad =
        people.column("ops.models", "version").stream()
            .filter(version -> !version.equals(good))
            .findFirst()
            .orElseThrow();
    assertThat(command(people, "model", "promote", "recommender", bad)).isEqualTo(2);
    assertThat(answered).contains("the gate refused recommender " + bad);
    assertThat(command(people, "model", "promote", "recommender", bad, "--force")).isZero();
    assertThat(pointer()).isEqualTo(bad);
    assertThat(command(people, "model", "rollback", "recommender")).isZero();
    assertThat(pointer()).isEqualTo(good);
    Row row = people.lake().table("ops.models").where("version = '" + bad + "'").first();
    assertThat(row.<String>getAs("card"))
        .contains("# recommender " + bad, "Not passed, on 60 people", "mart.training_set");
  }

  @Test
  void as_of_a_moment_the_same_bytes_come_out_whatever_came_since_and_do_not_serve() {
    PeopleLake people = seriesReaders(Map.of());
    people.run("train-recommender");
    String first = pointer();
    String asOf =
        Instant.ofEpochMilli(
                people.lake().iceberg("mart.training_set").currentSnapshot().timestampMillis() + 1)
            .toString();
    people.add(PeopleLake.rated("late", 5, "ml-1m:1", "ml-1m:77").toArray(Event[]::new));
    assertThat(command(people, "retrain", "recommender")).as(answered).isZero();
    assertThat(answered).doesNotContain("version " + first);
    String second = pointer();
    assertThat(command(people, "retrain", "recommender", "--as-of", asOf)).as(answered).isZero();
    assertThat(answered).contains("version " + first).contains("does not serve");
    assertThat(pointer()).isEqualTo(second).isNotEqualTo(first);
    assertThat(command(people, "retrain", "recommender", "--as-of", "2020-01-01")).isEqualTo(1);
    assertThat(answered).contains("mart.training_set has no snapshot as old as");
  }

  @Test
  void an_mlflow_server_is_told_of_each_version_once() throws IOException {
    ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    HttpServer mlflow =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    mlflow.createContext(
        "/api/2.0/mlflow/",
        http -> {
          String path = http.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
          asked.add(
              path
                  + " "
                  + new String(http.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          boolean unknown = path.equals("experiments/get-by-name");
          String answer =
              switch (path) {
                case "experiments/get-by-name" ->
                    "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"none\"}";
                case "experiments/create" -> "{\"experiment_id\":\"41\"}";
                case "runs/create" -> "{\"run\":{\"info\":{\"run_id\":\"r-7\"}}}";
                default -> "{}";
              };
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          http.sendResponseHeaders(unknown ? 404 : 200, bytes.length);
          http.getResponseBody().write(bytes);
          http.close();
        });
    mlflow.start();
    try {
      String url = "http://127.0.0.1:" + mlflow.getAddress().getPort() + "/";
      PeopleLake people = seriesReaders(Map.of("PLAYHOUSE_MLFLOW_URL", url));
      people.run("train-recommender");
      String version = pointer();
      assertThat(asked.stream().map(line -> line.split(" ", -1)[0]))
          .containsExactly(
              "experiments/get-by-name",
              "experiments/create",
              "runs/create",
              "runs/log-batch",
              "runs/log-batch",
              "runs/update");
      assertThat(asked)
          .anyMatch(line -> line.contains("\"experiment_id\":\"41\""))
          .anyMatch(line -> line.contains("recommender " + version))
          .anyMatch(line -> line.contains("\"key\":\"ndcg10/ml-1m\""))
          .anyMatch(line -> line.contains("\"key\":\"decay\"") && line.contains("## The gate"))
          .anyMatch(line -> line.contains("\"status\":\"FINISHED\""));
      assertThat(command(people, "retrain", "recommender")).as(answered).isZero();
      assertThat(asked).as("the same version").hasSize(6);
    } finally {
      mlflow.stop(0);
    }
  }

  @Test
  void an_mlflow_server_that_is_away_harms_nothing() throws IOException {
    int nobody;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = taken.getLocalPort();
    }
    PeopleLake people = seriesReaders(Map.of("PLAYHOUSE_MLFLOW_URL", "http://127.0.0.1:" + nobody));
    assertThat(people.run("train-recommender").detail()).contains("; serves: not worse");
    assertThat(people.column("ops.models", "version")).containsExactly(pointer());
  }

  /** Half of the readers have read five volumes in order, the others four. */
  private PeopleLake seriesReaders(Map<String, String> settings) {
    PeopleLake people = PeopleLake.empty(models, settings);
    List<Event> ratings = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      ratings.addAll(
          PeopleLake.rated(
              "reader" + reader,
              5,
              reader % 2 == 0
                  ? new String[] {"ml-1m:1", "ml-1m:2", "ml-1m:3", "ml-1m:4"}
                  : new String[] {
                    "ml-1m:1", "ml-1m:2", "ml-1m:3", "ml-1m:4", "ml-1m:5", "ml-1m:6"
                  }));
    }
    people.add(ratings.toArray(Event[]::new));
    return people;
  }

  private int command(PeopleLake people, String... line) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(told, true, StandardCharsets.UTF_8);
    InstantSource clock = InstantSource.fixed(LakeHouse.NOW);
    int exit = new Commands(Jobs.all(), people::lake, clock, stream, stream).run(line);
    answered = told.toString(StandardCharsets.UTF_8);
    return exit;
  }

  private static String pointer() {
    Map<String, byte[]> state = Published.state(Topics.MODELS);
    return Wire.decode(ModelPointer.class, state.getOrDefault("recommender", new byte[0]))
        .getVersion();
  }
}
