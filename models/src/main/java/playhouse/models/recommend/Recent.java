package playhouse.models.recommend;

import java.util.Comparator;
import java.util.List;

/** The latest titles of a history that a model knows, latest first, with what each weighs. */
final class Recent {
  private static final Comparator<Taken> LATEST_FIRST =
      Comparator.comparing(Taken::occurred).reversed().thenComparing(Taken::title);

  private final int[] titles;
  private final float[] strengths;
  private final float[] weights;
  private final float[] catalogueShares;

  private Recent(int[] titles, float[] strengths, float[] weights, float[] catalogueShares) {
    this.titles = titles;
    this.strengths = strengths;
    this.weights = weights;
    this.catalogueShares = catalogueShares;
  }

  static Recent of(List<Taken> history, Shelf shelf, Parameters parameters) {
    List<Taken> known =
        history.stream()
            .filter(taken -> shelf.number(taken.title()) >= 0)
            .sorted(LATEST_FIRST)
            .limit(parameters.window())
            .toList();
    int[] titles = new int[known.size()];
    float[] strengths = new float[titles.length];
    for (int k = 0; k < titles.length; k++) {
      titles[k] = shelf.number(known.get(k).title());
      strengths[k] = known.get(k).strength();
    }
    return of(titles, strengths, shelf, parameters);
  }

  /** The same for a person of the histories, up to but not including a row. */
  static Recent of(Histories histories, int start, int end, RecommenderModel model) {
    int length = Math.min(end - start, model.parameters().window());
    int[] titles = new int[length];
    float[] strengths = new float[length];
    for (int k = 0; k < length; k++) {
      titles[k] = histories.title(end - 1 - k);
      strengths[k] = histories.strength(end - 1 - k);
    }
    return of(titles, strengths, model.shelf(), model.parameters());
  }

  private static Recent of(int[] titles, float[] strengths, Shelf shelf, Parameters parameters) {
    float[] weights = new float[titles.length];
    float[] shares = new float[Math.max(1, shelf.catalogues.length)];
    for (int k = 0; k < titles.length; k++) {
      double fading = Math.exp(-parameters.decay() * k);
      weights[k] = (float) (parameters.care(strengths[k]) * fading);
      shares[shelf.catalogueOf[titles[k]]] += (float) fading;
    }
    if (titles.length == 0) {
      shares[shelf.home] = 1;
    }
    return new Recent(titles, strengths, weights, shares);
  }

  int size() {
    return titles.length;
  }

  int title(int place) {
    return titles[place];
  }

  float weight(int place) {
    return weights[place];
  }

  /** Whether the title was cared for enough to be named as a reason. */
  boolean isWelcome(int place) {
    return strengths[place] >= Taken.WELCOME;
  }

  /** How much of the history lies in each catalogue. */
  float[] catalogueShares() {
    return catalogueShares;
  }
}
