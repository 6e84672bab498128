package playhouse.batch.core;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import playhouse.batch.Job;
import playhouse.batch.core.content.ContentJobs;
import playhouse.batch.core.house.HouseJobs;
import playhouse.batch.core.money.MoneyJobs;
import playhouse.batch.core.people.PeopleJobs;
import playhouse.batch.core.watching.WatchingJobs;

/** The jobs that make core tables, in the order in which they build on each other. */
public final class CoreJobs {
  private CoreJobs() {}

  public static List<Job> all() {
    return Stream.<Supplier<List<Job>>>of(
            () -> List.of(new CalendarJob()),
            MoneyJobs::all,
            ContentJobs::all,
            WatchingJobs::all,
            PeopleJobs::all,
            HouseJobs::all)
        .flatMap(jobs -> jobs.get().stream())
        .toList();
  }
}
