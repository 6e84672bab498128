package playhouse.batch.core.content;

import java.util.List;
import playhouse.batch.Job;
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.DayJob;
import playhouse.batch.core.HistoryJob;
import playhouse.batch.core.Money;

/** The jobs about what there is to watch: titles, licences, and whether the rules are kept. */
public final class ContentJobs {
  private static final String CATALOGUE = "raw.catalogue";
  private static final String ACQUISITION = "raw.acquisition";
  private static final String COMPLIANCE = "raw.compliance";
  private static final String LICENCES = "core.licences";

  private ContentJobs() {}

  public static List<Job> all() {
    return List.of(
        new TitlesJob(),
        new HistoryJob(
            "publications",
            "When each title was first published: core.publications.",
            List.of(CATALOGUE),
            "core.publications",
            rows -> rows.of(CATALOGUE).map(Offers::publications)),
        new HistoryJob(
            "licences",
            "Licences to offer titles, and what they cost: core.licences.",
            List.of(ACQUISITION, Money.RATES),
            LICENCES,
            rows -> rows.of(ACQUISITION).map(told -> Licences.from(told, rows.money()))),
        new HistoryJob(
            "offers",
            "When each title is published and licensed, and where: core.offers.",
            List.of(CATALOGUE, LICENCES),
            "core.offers",
            rows ->
                rows.of(CATALOGUE)
                    .flatMap(told -> rows.of(LICENCES).map(known -> Offers.from(told, known)))),
        new CasesJob(
            "reviews",
            "Reviews of content, with what became of objections: core.reviews.",
            List.of(COMPLIANCE),
            "core.reviews",
            "review",
            new Reviews()),
        new CasesJob(
            "infringements",
            "Infringements of our rights that were confirmed: core.infringements.",
            List.of(COMPLIANCE),
            "core.infringements",
            "infringement",
            new Infringements()),
        DayJob.of(
            "controls",
            "Controls that were run for an audit: core.controls.",
            COMPLIANCE,
            "core.controls",
            Controls::from));
  }
}
