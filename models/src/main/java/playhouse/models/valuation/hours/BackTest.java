package playhouse.models.valuation.hours;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What would have been foretold at a moment, against what came: of titles with a past, and of
 * titles as if nobody had watched them, which what foretold them had never seen.
 */
public final class BackTest {
  /** What our own word is called among the methods. */
  public static final String MODEL = "model";

  private static final int PARTS = 2;

  private final List<Case> history = new ArrayList<>();
  private final List<Case> properties = new ArrayList<>();

  private BackTest() {}

  /** A title: what was foretold in which way, and what it came to. */
  private record Case(Hours model, double plain, double naive, double came) {}

  /**
   * Looks back.
   *
   * @param now the house at the end of the time foretold
   * @param then the house at the moment: of it alone anything is learnt
   * @return nothing if too little was known at the moment
   */
  public static List<Scores> of(Past now, Past then, int weeks) {
    BackTest test = new BackTest();
    Optional<HoursModel> model = HoursLearner.learn(then, weeks);
    model.filter(HoursModel::knowsHistory).ifPresent(known -> test.history(known, now, then));
    for (int part = 0; part < PARTS; part++) {
      test.properties(now, then, weeks, part);
    }
    List<Scores> scores = new ArrayList<>();
    test.scores(scores, Hours.Basis.HISTORY, "last weeks", test.history);
    test.scores(scores, Hours.Basis.PROPERTIES, "regression alone", test.properties);
    return List.copyOf(scores);
  }

  private void history(HoursModel model, Past now, Past then) {
    int weeks = model.weeks();
    GenreMeans naive = GenreMeans.of(then, weeks);
    var came = came(now, weeks);
    for (TitleWeeks title : then.titles()) {
      if (title.ageWeeks() >= 1 && came.containsKey(title.facts().title())) {
        history.add(
            new Case(
                model.ofHistory(title),
                title.hours(0, weeks),
                naive.of(title.facts()),
                came.getOrDefault(title.facts().title(), 0.0)));
      }
    }
  }

  /** By a model that has learnt from the titles of other parts only. */
  private void properties(Past now, Past then, int weeks, int part) {
    Predicate<TitleWeeks> held =
        title -> Math.floorMod(title.facts().title().hashCode(), PARTS) == part;
    Past others =
        new Past(then.titles().stream().filter(held.negate()).toList(), then.year(), then.weeks());
    Optional<HoursModel> model = HoursLearner.learn(others, weeks);
    if (model.isEmpty()) {
      return;
    }
    GenreMeans naive = GenreMeans.of(others, weeks);
    var came = came(now, weeks);
    for (TitleWeeks title : then.titles().stream().filter(held).toList()) {
      if (came.containsKey(title.facts().title())) {
        var near = model.get().near(title.facts());
        properties.add(
            new Case(
                model.get().ofProperties(title.facts(), near, false),
                model.get().ofProperties(title.facts(), List.of(), false).expected(),
                naive.of(title.facts()),
                came.getOrDefault(title.facts().title(), 0.0)));
      }
    }
  }

  private static Map<String, Double> came(Past now, int weeks) {
    return now.titles().stream()
        .filter(title -> title.ageWeeks() >= weeks)
        .collect(Collectors.toMap(title -> title.facts().title(), title -> title.hours(0, weeks)));
  }

  private void scores(List<Scores> to, Hours.Basis basis, String plain, List<Case> cases) {
    if (cases.isEmpty()) {
      return;
    }
    to.add(scored(basis, MODEL, cases, one -> one.model().expected(), true));
    to.add(scored(basis, plain, cases, Case::plain, false));
    to.add(scored(basis, "mean of its genres", cases, Case::naive, false));
  }

  private static Scores scored(
      Hours.Basis basis,
      String method,
      List<Case> cases,
      Function<Case, Double> foretold,
      boolean intervals) {
    double[] told = cases.stream().mapToDouble(foretold::apply).toArray();
    double[] came = cases.stream().mapToDouble(Case::came).toArray();
    double within =
        cases.stream()
                .filter(one -> one.came() >= one.model().low() && one.came() <= one.model().high())
                .count()
            / (double) cases.size();
    return Scores.of(basis, method, told, came, intervals ? Optional.of(within) : Optional.empty());
  }
}
