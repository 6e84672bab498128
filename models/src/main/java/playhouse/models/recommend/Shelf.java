package playhouse.models.recommend;

import java.util.Arrays;

/** The titles that a model knows. */
final class Shelf {
  /** Their ids, sorted; a title's place is its number. */
  final String[] titles;

  /** The catalogues they come from, sorted. */
  final String[] catalogues;

  /** Each title's catalogue. */
  final int[] catalogueOf;

  /** Each title's share of all that was taken in its catalogue. */
  final float[] popularity;

  /** The catalogue of people of whom nothing is known. */
  final int home;

  Shelf(String[] titles, String[] catalogues, int[] catalogueOf, float[] popularity, int home) {
    this.titles = titles;
    this.catalogues = catalogues;
    this.catalogueOf = catalogueOf;
    this.popularity = popularity;
    this.home = home;
  }

  int size() {
    return titles.length;
  }

  /** A title's number; negative if it is unknown. */
  int number(String title) {
    return Arrays.binarySearch(titles, title);
  }
}
