package playhouse.audience.truth;

import java.util.Map;
import java.util.TreeMap;

/** The sums of one day in one zone; two books of disjoint people add up to the book of both. */
final class DayBook {

  /** Qualified plays and the sum of their completions in units of 10⁻¹²: no order of adding. */
  static final class Completion {
    long plays;
    long units;

    void add(long morePlays, long moreUnits) {
      plays += morePlays;
      units = Math.addExact(units, moreUnits);
    }
  }

  long plays;
  long playedMillis;
  long stalledMillis;
  long stalls;
  final Completion completion = new Completion();
  final Map<Integer, Completion> completionByTitle = new TreeMap<>();
  final Map<String, Histogram> startup = new TreeMap<>();
  long likes;
  long favourites;
  final PeopleSums people = new PeopleSums();

  /** What of the day is known person by person, already added up. */
  static final class PeopleSums {
    long daily;
    long weekly;
    long monthly;
    long sessions;
    long sessionsOfActive;
    long playedByActiveMillis;
    final Histogram playedSeconds = new Histogram();
    long paid;
    long trial;
    long grace;

    void add(PeopleSums other) {
      daily += other.daily;
      weekly += other.weekly;
      monthly += other.monthly;
      sessions += other.sessions;
      sessionsOfActive += other.sessionsOfActive;
      playedByActiveMillis += other.playedByActiveMillis;
      playedSeconds.add(other.playedSeconds);
      paid += other.paid;
      trial += other.trial;
      grace += other.grace;
    }
  }

  void played(Play play) {
    plays++;
    playedMillis += play.playedMillis();
    stalledMillis += play.stalledMillis();
    stalls += play.stalls();
    if (play.qualified()) {
      completed(play.title(), play.distinctMillis(), play.runtimeMillis());
    }
  }

  private void completed(int title, long distinctMillis, long runtimeMillis) {
    long units = Math.round(Math.min(1.0, (double) distinctMillis / runtimeMillis) * 1e12);
    completion.add(1, units);
    completionByTitle.computeIfAbsent(title, key -> new Completion()).add(1, units);
  }

  void startup(String by, long millis) {
    startup.computeIfAbsent(by, key -> new Histogram()).add(millis);
  }

  void add(DayBook other) {
    plays += other.plays;
    playedMillis += other.playedMillis;
    stalledMillis += other.stalledMillis;
    stalls += other.stalls;
    completion.add(other.completion.plays, other.completion.units);
    other.completionByTitle.forEach(
        (title, more) ->
            completionByTitle
                .computeIfAbsent(title, key -> new Completion())
                .add(more.plays, more.units));
    other.startup.forEach(
        (by, more) -> startup.computeIfAbsent(by, key -> new Histogram()).add(more));
    likes += other.likes;
    favourites += other.favourites;
    people.add(other.people);
  }
}
