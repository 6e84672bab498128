package playhouse.batch.core.house;

import java.util.List;
import playhouse.batch.Job;
import playhouse.batch.core.CasesJob;
import playhouse.batch.core.DayJob;

/** The jobs about what runs the platform: delivery, services, customer service, its reputation. */
public final class HouseJobs {
  private static final String DELIVERY = "raw.delivery";
  private static final String PLATFORM = "raw.platform";
  private static final String SUPPORT = "raw.support";

  private HouseJobs() {}

  public static List<Job> all() {
    return List.of(
        DayJob.of(
            "edge-minutes",
            "What CDN nodes answered, minute by minute: core.edge_minutes.",
            DELIVERY,
            "core.edge_minutes",
            Delivery::edgeMinutes),
        DayJob.of(
            "edge-samples",
            "How busy CDN nodes were: core.edge_samples.",
            DELIVERY,
            "core.edge_samples",
            Delivery::edgeSamples),
        DayJob.of(
            "transcodes",
            "Renditions made, and what that took: core.transcodes.",
            DELIVERY,
            "core.transcodes",
            Delivery::transcodes),
        new CasesJob(
            "renditions",
            "Renditions and whether they reached their nodes: core.renditions.",
            List.of(DELIVERY),
            "core.renditions",
            "rendition",
            new Renditions()),
        DayJob.of(
            "service-samples",
            "How services did, minute by minute: core.service_samples.",
            PLATFORM,
            "core.service_samples",
            Operations::serviceSamples),
        DayJob.of(
            "crashes",
            "Crashes of the app: core.crashes.",
            PLATFORM,
            "core.crashes",
            Operations::crashes),
        DayJob.of(
            "evaluations",
            "How models did on what was held back: core.evaluations.",
            PLATFORM,
            "core.evaluations",
            Operations::evaluations),
        new CasesJob(
            "tickets",
            "Customer service tickets: core.tickets.",
            List.of(SUPPORT),
            "core.tickets",
            "ticket",
            new Tickets()),
        DayJob.of(
            "surveys",
            "Answers to surveys: core.surveys.",
            SUPPORT,
            "core.surveys",
            Operations::surveys),
        DayJob.of(
            "mentions",
            "What was said of us in public: core.mentions.",
            "raw.campaign",
            "core.mentions",
            Operations::mentions));
  }
}
