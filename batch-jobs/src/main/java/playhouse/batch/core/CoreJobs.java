package playhouse.batch.core;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Job;

/** The jobs that make core tables, in the order in which they build on each other. */
public final class CoreJobs {
  private CoreJobs() {}

  public static List<Job> all() {
    return List.of(
        new CalendarJob(),
        new TitlesJob(),
        plays(),
        sessions(),
        interactions(),
        activity(),
        registrations(),
        new EntitlementsJob(),
        payments(),
        new ImpressionsJob());
  }

  private static Job plays() {
    return new DayJob(
        "plays",
        "Plays put together from their events, with completion: core.plays.",
        List.of("raw.playback"),
        "core.plays",
        1,
        in -> in.read("raw.playback").map(Plays::from));
  }

  private static Job sessions() {
    List<String> inputs = List.of("raw.playback", "raw.interaction");
    return new DayJob(
        "sessions",
        "Sessions: what people did without half an hour's gap: core.sessions.",
        inputs,
        "core.sessions",
        1,
        in ->
            inputs.stream()
                .flatMap(table -> in.read(table).stream())
                .map(SessionRows::instants)
                .reduce(Dataset::union)
                .map(SessionRows::from));
  }

  private static Job interactions() {
    return new DayJob(
        "interactions",
        "What people say and do about titles: core.interactions.",
        List.of("raw.interaction"),
        "core.interactions",
        0,
        in -> in.read("raw.interaction").map(Interactions::from));
  }

  private static Job activity() {
    return new DayJob(
        "activity",
        "When people were active: core.activity.",
        List.of("core.plays", "core.interactions"),
        "core.activity",
        0,
        in -> {
          Stream<Dataset<Row>> active =
              Stream.concat(
                  in.read("core.plays").map(Interactions::activePlays).stream(),
                  in.read("core.interactions").map(Interactions::activeInteractions).stream());
          return active.reduce(Dataset::union).map(Dataset::distinct);
        });
  }

  private static Job registrations() {
    return new DayJob(
        "registrations",
        "Verified accounts: core.registrations.",
        List.of("raw.account"),
        "core.registrations",
        0,
        in -> in.read("raw.account").map(Accounts::registrations));
  }

  private static Job payments() {
    return new DayJob(
        "payments",
        "Money taken and given back, net of tax: core.payments.",
        List.of("raw.payment"),
        "core.payments",
        0,
        in -> in.read("raw.payment").map(rows -> Payments.from(rows, in.currency())));
  }
}
