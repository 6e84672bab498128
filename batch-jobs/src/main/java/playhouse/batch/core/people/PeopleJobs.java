package playhouse.batch.core.people;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import playhouse.batch.Job;
import playhouse.batch.core.DayJob;
import playhouse.batch.core.HistoryJob;
import playhouse.batch.core.Input;

/** The jobs about people: who came, what brought them, and what they did first. */
public final class PeopleJobs {
  private static final String ACCOUNT = "raw.account";
  private static final String RECOMMENDATION = "raw.recommendation";
  private static final String CAMPAIGN = "raw.campaign";
  private static final String PAYMENTS = "core.payments";
  private static final String FIRST_PAYMENTS = "core.first_payments";
  private static final String FIRST_PLAYS = "core.first_plays";
  private static final String TOUCHES = "core.touches";

  private PeopleJobs() {}

  public static List<Job> all() {
    return List.of(
        DayJob.of(
            "registrations",
            "Verified accounts: core.registrations.",
            ACCOUNT,
            "core.registrations",
            People::registrations),
        new HistoryJob(
            "identities",
            "Pseudonyms that were found to be one person: core.identities.",
            List.of(RECOMMENDATION),
            "core.identities",
            rows -> rows.of(RECOMMENDATION).map(Identities::from)),
        new HistoryJob(
            "first-payments",
            "When each person paid for the first time: core.first_payments.",
            List.of(PAYMENTS),
            FIRST_PAYMENTS,
            rows -> rows.of(PAYMENTS).map(People::firstPayments)),
        new DayJob(
            "people",
            "People who registered, and what they did first: core.people.",
            List.of(
                Input.same("core.registrations"),
                new Input(FIRST_PLAYS, 1, People.PLAY_DAYS),
                new Input(FIRST_PAYMENTS, 1, People.PAY_DAYS)),
            "core.people",
            rows ->
                rows.of("core.registrations")
                    .map(
                        told ->
                            People.from(
                                told,
                                rows.of(FIRST_PLAYS),
                                rows.of(FIRST_PAYMENTS),
                                rows.changes().lake().table("core.titles")))),
        touches(),
        new HistoryJob(
            "campaign-people",
            "Whom each campaign moved or left alone: core.campaign_people.",
            List.of(TOUCHES, PAYMENTS),
            "core.campaign_people",
            rows -> rows.of(TOUCHES).map(told -> CampaignPeople.from(told, rows.of(PAYMENTS)))));
  }

  private static Job touches() {
    return new DayJob(
        "touches",
        "How people met campaigns and experiments: core.touches.",
        List.of(Input.same(CAMPAIGN), Input.same(RECOMMENDATION)),
        TOUCHES,
        rows ->
            List.of(
                    rows.of(CAMPAIGN).map(Touches::campaign),
                    rows.of(RECOMMENDATION).map(Touches::exposed))
                .stream()
                .flatMap(Optional::stream)
                .reduce(Dataset::unionByName));
  }
}
