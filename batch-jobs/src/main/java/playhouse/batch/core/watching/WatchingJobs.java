package playhouse.batch.core.watching;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import playhouse.batch.Job;
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.DayJob;
import playhouse.batch.core.Input;

/** The jobs about what people watch, say and do. */
public final class WatchingJobs {
  private static final String PLAYBACK = "raw.playback";
  private static final String INTERACTION = "raw.interaction";
  private static final String PLATFORM = "raw.platform";
  private static final String PLAYS = "core.plays";
  private static final String INTERACTIONS = "core.interactions";

  private WatchingJobs() {}

  public static List<Job> all() {
    return List.of(
        new DayJob(
            "plays",
            "Plays put together from their events, with completion: core.plays.",
            List.of(new Input(PLAYBACK, 1, 1)),
            PLAYS,
            rows -> rows.of(PLAYBACK).map(Plays::from)),
        sessions(),
        DayJob.of(
            "interactions",
            "What people say and do about titles: core.interactions.",
            INTERACTION,
            INTERACTIONS,
            Interactions::from),
        activity(),
        DayJob.of(
            "first-plays",
            "The first qualified play of each person on each day: core.first_plays.",
            PLAYS,
            "core.first_plays",
            Interactions::firstPlays),
        new CasesJob(
            "contributions",
            "Comments and bullet comments, with what moderation said: core.contributions.",
            List.of(INTERACTION, "raw.community"),
            "core.contributions",
            "contribution",
            new Contributions()),
        recommendations());
  }

  private static Job sessions() {
    List<String> inputs = List.of(PLAYBACK, INTERACTION, PLATFORM);
    return new DayJob(
        "sessions",
        "Sessions: what people did without half an hour's gap: core.sessions.",
        inputs.stream().map(table -> new Input(table, 1, 1)).toList(),
        "core.sessions",
        rows ->
            inputs.stream()
                .flatMap(table -> rows.of(table).map(told -> instants(table, told)).stream())
                .reduce(Dataset::union)
                .map(SessionRows::from));
  }

  private static Dataset<Row> instants(String table, Dataset<Row> told) {
    return table.equals(PLATFORM) ? SessionRows.crashes(told) : SessionRows.instants(told);
  }

  private static Job activity() {
    return new DayJob(
        "activity",
        "When people were active: core.activity.",
        List.of(Input.same(PLAYS), Input.same(INTERACTIONS)),
        "core.activity",
        rows ->
            Stream.of(
                    rows.of(PLAYS).map(Interactions::activePlays),
                    rows.of(INTERACTIONS).map(Interactions::activeInteractions))
                .flatMap(Optional::stream)
                .reduce(Dataset::union)
                .map(Dataset::distinct));
  }

  private static Job recommendations() {
    String told = "raw.recommendation";
    return new DayJob(
        "recommendations",
        "What was recommended to whom, and what came of it: core.recommendations.",
        List.of(
            new Input(told, 0, Recommendations.DAYS),
            new Input(PLAYS, 0, Recommendations.DAYS),
            new Input(INTERACTIONS, 0, Recommendations.DAYS)),
        "core.recommendations",
        rows ->
            rows.of(told)
                .map(
                    served -> Recommendations.from(served, rows.of(PLAYS), rows.of(INTERACTIONS))));
  }
}
