package playhouse.models.valuation.hours;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import playhouse.models.valuation.hours.Windows.Example;

/** Learns to foretell hours from the past of all titles. */
final class HoursLearner {
  private static final int FOLDS = 5;
  private static final int FEWEST = 20;
  private static final int MOST_KNOWN = 3_000;
  private static final List<Double> RIDGES = List.of(3.0, 30.0, 300.0);

  /** The last: neighbours count for nothing. */
  private static final List<Double> DOUBTS = List.of(1.0, 4.0, 1e9);

  /** How a way of learning did on titles that it had not seen. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Trial(double setting, double[] foretold, double[] errors) {
    double loss() {
      return Arrays.stream(errors).map(Math::abs).sum();
    }

    Widths widths() {
      return Widths.of(foretold, errors);
    }
  }

  private final Columns columns;
  private final int weeks;

  private HoursLearner(Columns columns, int weeks) {
    this.columns = columns;
    this.weeks = weeks;
  }

  /** Empty if there is too little past, or fewer than twenty titles. */
  static Optional<HoursModel> learn(Past past, int weeks) {
    List<TitleWeeks> titles =
        past.titles().stream()
            .sorted(Comparator.comparing(title -> title.facts().title()))
            .toList();
    Columns columns = Columns.of(titles.stream().map(TitleWeeks::facts).toList(), past.year());
    HoursLearner learner = new HoursLearner(columns, weeks);
    Windows windows = new Windows(columns, weeks, past.weeks());
    List<Example> examples = windows.byProperties(titles);
    return examples.size() < FEWEST
        ? Optional.empty()
        : Optional.of(learner.learn(examples, windows.byHistory(titles)));
  }

  private HoursModel learn(List<Example> byProperties, List<Example> byHistory) {
    Trial ridge = best(RIDGES.stream().map(r -> regressed(byProperties, r)).toList());
    Trial doubt = best(DOUBTS.stream().map(d -> compared(byProperties, ridge, d)).toList());
    Ridge properties = fit(byProperties, ridge.setting(), any -> true);
    boolean enough = byHistory.size() >= FEWEST;
    Trial past =
        enough
            ? best(RIDGES.stream().map(r -> regressed(byHistory, r)).toList())
            : new Trial(0, new double[0], new double[0]);
    return new HoursModel(
        weeks,
        columns,
        properties,
        doubt.widths(),
        doubt.setting(),
        enough ? fit(byHistory, past.setting(), any -> true) : new Ridge(0, List.of()),
        enough ? later(byHistory, past) : new Widths(List.of(), List.of(0.0)),
        known(byProperties, properties));
  }

  /** Of equals the first. */
  private static Trial best(List<Trial> trials) {
    return trials.stream().min(Comparator.comparingDouble(Trial::loss)).orElseThrow();
  }

  private static double log(Example example) {
    return Math.log1p(example.hours());
  }

  private static int fold(Example example) {
    return Math.floorMod(example.facts().title().hashCode(), FOLDS);
  }

  private static Ridge fit(List<Example> examples, double ridge, IntPredicate among) {
    List<Example> some =
        IntStream.range(0, examples.size()).filter(among).mapToObj(examples::get).toList();
    return some.isEmpty()
        ? fit(examples, ridge, any -> true)
        : Ridge.fit(
            some.stream().map(Example::row).toList(),
            some.stream().mapToDouble(HoursLearner::log).toArray(),
            ridge);
  }

  /** Each fold by what the others taught: all windows of a title are in one. */
  private static Trial regressed(List<Example> examples, double ridge) {
    double[] foretold = new double[examples.size()];
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      Ridge fitted = fit(examples, ridge, i -> fold(examples.get(i)) != held);
      for (int i = 0; i < foretold.length; i++) {
        if (fold(examples.get(i)) == held) {
          foretold[i] = fitted.of(examples.get(i).row());
        }
      }
    }
    double[] errors = new double[foretold.length];
    Arrays.setAll(errors, i -> log(examples.get(i)) - foretold[i]);
    return new Trial(ridge, foretold, errors);
  }

  /**
   * How far off the newest window is by what the older ones taught: a house changes with time. By
   * titles not seen, where there are no older ones.
   */
  private static Widths later(List<Example> examples, Trial past) {
    int[] newest =
        IntStream.range(0, examples.size()).filter(i -> examples.get(i).window() == 1).toArray();
    if (newest.length < FEWEST || examples.size() - newest.length < FEWEST) {
      return past.widths();
    }
    Ridge older = fit(examples, past.setting(), i -> examples.get(i).window() > 1);
    double[] foretold =
        Arrays.stream(newest).mapToDouble(i -> older.of(examples.get(i).row())).toArray();
    double[] errors = new double[newest.length];
    Arrays.setAll(errors, i -> log(examples.get(newest[i])) - foretold[i]);
    return Widths.of(foretold, errors);
  }

  /** The same with what titles of other folds that are alike were missed by. */
  private static Trial compared(List<Example> examples, Trial regressed, double doubt) {
    List<Integer> most = mostWatched(examples);
    List<HoursModel.Known> known =
        most.stream()
            .map(i -> new HoursModel.Known(examples.get(i).facts(), 0, regressed.errors()[i]))
            .toList();
    List<TitleFacts> others = known.stream().map(HoursModel.Known::facts).toList();
    double[] foretold = regressed.foretold().clone();
    for (int i = 0; doubt < 1e9 && i < foretold.length; i++) {
      Example held = examples.get(i);
      foretold[i] +=
          HoursModel.missed(
              Likeness.nearest(
                  held.facts(), others, n -> fold(examples.get(most.get(n))) != fold(held)),
              known,
              doubt);
    }
    double[] errors = new double[foretold.length];
    Arrays.setAll(errors, i -> log(examples.get(i)) - foretold[i]);
    return new Trial(doubt, foretold, errors);
  }

  private static List<HoursModel.Known> known(List<Example> examples, Ridge properties) {
    return mostWatched(examples).stream()
        .map(examples::get)
        .map(e -> new HoursModel.Known(e.facts(), e.hours(), log(e) - properties.of(e.row())))
        .toList();
  }

  /** Places of those that others are compared with; the order is that of the examples. */
  private static List<Integer> mostWatched(List<Example> examples) {
    return IntStream.range(0, examples.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -examples.get(i).hours()))
        .limit(MOST_KNOWN)
        .sorted()
        .toList();
  }
}
