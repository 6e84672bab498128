package playhouse.batch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Encoders;
import playhouse.contracts.Settings;
import playhouse.testbed.Broker;

/** A lake of raw events, and a broker that is told what is made of them. */
record PeopleLake(Lake lake) {

  static PeopleLake empty(Path models) {
    return empty(models, Map.of());
  }

  /** As above, with other settings besides. */
  static PeopleLake empty(Path models, Map<String, String> settings) {
    Lake lake = LakeHouse.empty();
    Map<String, String> environment = new HashMap<>();
    environment.put("PLAYHOUSE_HOME", lake.settings().home().toString());
    environment.put("PLAYHOUSE_KAFKA", Broker.shared().address());
    environment.put("PLAYHOUSE_MODELS", models.toUri().toString());
    environment.putAll(settings);
    return new PeopleLake(Lake.over(lake.spark(), Settings.of(environment), LakeHouse.NOW));
  }

  static String id(String person) {
    return UUID.nameUUIDFromBytes(person.getBytes(StandardCharsets.UTF_8)).toString();
  }

  void add(Event... events) {
    new RawTables(lake).add(events);
  }

  /** Adds rows to a table that the lake has, in one commit, each told as JSON. */
  void addRows(String table, List<String> json) {
    Lake.append(
        lake.spark()
            .read()
            .schema(lake.table(table).schema())
            .json(lake.spark().createDataset(json, Encoders.STRING()))
            .repartition(1),
        table);
  }

  /** Somebody rated titles, one a day from 2026-11-01 on. */
  static List<Event> rated(String person, double stars, String... titles) {
    List<Event> ratings = new ArrayList<>();
    for (int i = 0; i < titles.length; i++) {
      String noon = LocalDate.of(2026, 11, 1).plusDays(i) + "T12:00:00Z";
      ratings.add(rating(person, titles[i], noon, stars));
    }
    return ratings;
  }

  static Event rating(String person, String title, String at, double stars) {
    return about("rating", person, title, at).with("score", stars).with("scale", "stars5");
  }

  static Event about(String type, String person, String title, String at) {
    return Event.of(type, at).by(id(person)).with("title", title);
  }

  /** Runs a job as the command line does: what it needs first. */
  Outcome run(String name, DayRange... days) {
    Jobs jobs = Jobs.all();
    Job job = jobs.find(name).orElseThrow();
    jobs.before(job).forEach(needed -> run(needed, Optional.empty()));
    return run(job, List.of(days).stream().findFirst());
  }

  private Outcome run(Job job, Optional<DayRange> days) {
    Request request = new Request(days, LakeHouse.NOW, "run-" + job.name());
    return JobRun.of(job, lake, request, InstantSource.system()).outcome();
  }

  /** A column of a table, sorted. */
  List<String> column(String table, String column) {
    return lake.table(table).select(column).collectAsList().stream()
        .map(row -> String.valueOf(row.get(0)))
        .sorted()
        .toList();
  }
}
