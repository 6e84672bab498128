package playhouse.models.valuation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import playhouse.models.valuation.hours.Past;
import playhouse.models.valuation.hours.TitleFacts;
import playhouse.models.valuation.hours.TitleWeeks;

/** A made-up house: hours follow from genre, length and a title's own luck, and fade with age. */
final class World {
  static final int WEEKS = 24;
  private static final List<String> GENRES = List.of("Comedy", "Drama", "Horror", "War");

  private World() {}

  static Past past(long seed, int titles) {
    Random random = new Random(seed);
    List<TitleWeeks> all = new ArrayList<>();
    for (int i = 0; i < titles; i++) {
      TitleFacts facts = facts("t" + i, GENRES.get(random.nextInt(4)), random.nextInt(5));
      int age = random.nextInt(2 * WEEKS);
      double level = 4 - GENRES.indexOf(facts.genres().get(0)) + .8 * random.nextGaussian();
      List<Double> hours = new ArrayList<>();
      for (int week = 0; week <= Math.min(age, WEEKS - 1); week++) {
        double log = level - .05 * (age - week) + .2 * random.nextGaussian();
        hours.add(Math.exp(log));
      }
      all.add(new TitleWeeks(facts, age, hours));
    }
    return new Past(all, 2026, WEEKS);
  }

  static TitleFacts facts(String title, String genre, int length) {
    return new TitleFacts(
        title,
        "film",
        List.of(genre),
        List.of(),
        2020,
        60_000L * (80 + 10 * length),
        "en",
        12,
        false);
  }
}
