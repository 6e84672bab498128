package playhouse.models.features;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Lives made up by a seed: whoever watches less is likelier to leave. */
public final class RandomLives {
  public static final Instant BEGAN = Instant.parse("2026-07-01T00:00:00Z");
  private static final long DAY = Moments.micros(Duration.ofDays(1));
  private static final String[] COUNTRIES = {"DE", "CN"};
  private static final String[] PLATFORMS = {"tv", "web"};

  private RandomLives() {}

  public static long day(double day) {
    return Moments.micros(BEGAN) + (long) (day * DAY);
  }

  /** Facts of one person over some days, in order of time. */
  public static List<Fact> facts(long seed, int days) {
    Random random = new Random(seed * 7919 + 13);
    List<Fact> facts = new ArrayList<>();
    String person = "p" + seed;
    String country = COUNTRIES[random.nextInt(2)];
    double joined = random.nextDouble() * 20;
    facts.add(Fact.of(Kind.REGISTERED, day(joined), person, country, 0));
    double keen = random.nextDouble();
    boolean pays = random.nextInt(3) > 0;
    double left = pays ? subscribe(facts, person, joined, keen, days, random) : days;
    if (!pays && keen > 0.3 && random.nextInt(2) == 0) {
      double later = 30 + random.nextDouble() * (days - 30);
      facts.add(Fact.of(Kind.INVOICED, day(later), person + "-i", "", 9_000_000));
      facts.add(Fact.of(Kind.INVOICE_PAID, day(later) + 5, person + "-i", "", 9_000_000));
    }
    for (double at = joined; at < days; at += 0.2 + random.nextDouble() * 6 * (1.2 - keen)) {
      boolean tired = at > left - 20;
      if (!tired || random.nextInt(4) == 0) {
        String platform = PLATFORMS[random.nextInt(2)];
        long millis = 600_000L + random.nextInt(6_000_000);
        double share = random.nextInt(9) == 0 ? Double.NaN : random.nextDouble();
        facts.add(new Fact(Kind.PLAYED, day(at), person + at, platform, millis, share));
      }
      if (random.nextInt(5) == 0) {
        facts.add(Fact.of(Kind.INTERACTED, day(at) + 77, person + at, "rating", 0));
      }
      if (random.nextInt(40) == 0) {
        facts.add(Fact.of(Kind.TICKET, day(at) + 99, person + at, "complaint", 0));
      }
    }
    facts.sort(Fact.IN_ORDER);
    return facts;
  }

  /** When the subscription ends; never within the days for the keen. */
  private static double subscribe(
      List<Fact> facts, String person, double joined, double keen, int days, Random random) {
    String subscription = person + "-s";
    facts.add(Fact.of(Kind.STRETCH_BEGAN, day(joined), subscription, "trial", 0));
    facts.add(Fact.of(Kind.STRETCH_ENDED, day(joined + 7), subscription, "payment", 0));
    facts.add(Fact.of(Kind.STRETCH_BEGAN, day(joined + 7), subscription, "paid", 9_000_000));
    facts.add(Fact.of(Kind.INVOICED, day(joined + 7), person + "-0", "", 9_000_000));
    facts.add(Fact.of(Kind.INVOICE_PAID, day(joined + 7), person + "-0", "", 9_000_000));
    double left = joined + 30 + random.nextDouble() * 100 * (0.3 + 2 * keen);
    if (left < days) {
      facts.add(Fact.of(Kind.STRETCH_ENDED, day(left), subscription, "voluntary", 0));
    }
    return left;
  }
}
