package playhouse.batch.factory;

import java.util.ArrayList;
import java.util.List;
import playhouse.batch.Job;
import playhouse.models.factory.Question;
import playhouse.models.factory.Questions;

/** The jobs that learn and ask models of people: two for each question. */
public final class FactoryJobs {
  /** Jobs that write what features read. */
  static final List<String> NEEDS =
      List.of(
          "plays",
          "interactions",
          "registrations",
          "payments",
          "subscriptions",
          "invoices",
          "tickets");

  private FactoryJobs() {}

  public static List<Job> all() {
    List<Job> jobs = new ArrayList<>();
    for (Question question : Questions.all()) {
      jobs.add(new TrainPersonJob(question));
      jobs.add(new ScorePersonJob(question));
    }
    return List.copyOf(jobs);
  }
}
