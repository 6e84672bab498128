package playhouse.serving.personalisation.sources;

import java.util.ArrayList;
import java.util.List;
import playhouse.contracts.behaviour.Strength;
import playhouse.models.recommend.Taken;
import playhouse.serving.personalisation.candidates.Ask;
import playhouse.serving.personalisation.candidates.Viewer;

/**
 * A title from which others are looked for.
 *
 * @param strength how much the person cared for it, 0 to 1
 */
record Seed(String title, float strength) {

  /** The title that the ask starts from, then what the person took last and cared for. */
  static List<Seed> of(Ask ask, Viewer viewer, int most) {
    List<Seed> seeds = new ArrayList<>();
    ask.title().ifPresent(title -> seeds.add(new Seed(title, Strength.FULL)));
    if (ask.surface() == Ask.Surface.SIMILAR) {
      return seeds;
    }
    viewer.history().stream()
        .filter(Taken::isWelcome)
        .limit(most)
        .map(taken -> new Seed(taken.title(), taken.strength()))
        .forEach(seeds::add);
    return seeds;
  }
}
