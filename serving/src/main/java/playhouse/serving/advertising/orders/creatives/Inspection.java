package playhouse.serving.advertising.orders.creatives;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Looks at what was handed in before people do: whether the files are there and are what is said of
 * them, and whether the landing page answers. What nobody answers for is tried three times.
 */
public final class Inspection {
  private static final int CLAIM_SECONDS = 20;
  private static final int ATTEMPTS = 3;
  private static final long MOST_PAGE_BYTES = 4L * 1024 * 1024;
  private static final long MOST_PICTURE_BYTES = 2L * 1024 * 1024;
  private static final long MOST_FILM_BYTES = 200L * 1024 * 1024;
  private static final long OFF_MILLIS = 500;

  /** How much more than is said a film may have: of sound, and of bursts. */
  private static final double MORE = 1.5;

  private static final double BYTES_OF_KILOBIT_MILLI = 125.0 / 1000;

  private final ServicesDatabase database;
  private final Policy policy;
  private final Fetch fetch;

  /** What was found, and whether it may be otherwise later. */
  private record Found(List<Submission.Check> checks, boolean passing) {}

  /** In that database, by that policy. */
  public Inspection(ServicesDatabase database, Policy policy, boolean local) {
    this.database = database;
    this.policy = policy;
    fetch = new Fetch(local);
  }

  /** Looks at one; how many there were. */
  public int next() {
    Optional<Submission> claimed = database.write(tx -> CreativeStore.claim(tx, CLAIM_SECONDS));
    if (claimed.isEmpty()) {
      return 0;
    }
    Submission one = claimed.get();
    Found found = look(one.film());
    boolean passed = found.checks().stream().allMatch(Submission.Check::passed);
    boolean again = !passed && found.passing() && one.attempts() < ATTEMPTS;
    if (!again) {
      database.write(
          tx -> {
            CreativeStore.checked(tx, one, passed ? "checked" : "refused", found.checks());
            return one;
          });
    }
    return 1;
  }

  private Found look(Film film) {
    List<Submission.Check> checks = new ArrayList<>(policy.judge(film));
    boolean passing = false;
    for (Film.File file : film.media()) {
      Look look = new Look();
      Fetch.Got got = fetch.get(file.url(), most(film, file), look);
      Optional<String> problem = got.problem().or(() -> wrong(film, file, look, got));
      checks.add(check("file", file.url(), problem));
      passing |= got.passing();
    }
    Fetch.Got page = fetch.get(film.clickThrough(), MOST_PAGE_BYTES, (bytes, length) -> {});
    checks.add(check("landing", film.clickThrough(), page.problem()));
    return new Found(checks, passing || page.passing());
  }

  private static Submission.Check check(String what, String url, Optional<String> problem) {
    return new Submission.Check(
        what, problem.isEmpty(), url + problem.map(why -> ": " + why).orElse(""));
  }

  private static long most(Film film, Film.File file) {
    if (file.picture()) {
      return MOST_PICTURE_BYTES;
    }
    double said = film.durationMillis() * file.kilobits() * BYTES_OF_KILOBIT_MILLI * MORE;
    return Math.min(MOST_FILM_BYTES, Math.max(MOST_PICTURE_BYTES, (long) said));
  }

  private static Optional<String> wrong(Film film, Film.File file, Look look, Fetch.Got got) {
    if (!got.type().equals(file.type())) {
      return Optional.of("it is said to be " + file.type() + " and comes as " + got.type());
    }
    if (!look.is(file.type())) {
      return Optional.of("it does not begin as " + file.type() + " does");
    }
    if (look.millis().isPresent()
        && Math.abs(look.millis().getAsLong() - film.durationMillis()) > OFF_MILLIS) {
      return Optional.of("it lasts " + look.millis().getAsLong() + " ms");
    }
    return Optional.empty();
  }
}
