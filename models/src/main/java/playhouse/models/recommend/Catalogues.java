package playhouse.models.recommend;

/** Tells which catalogue a title belongs to: titles of different catalogues never compete. */
final class Catalogues {
  private Catalogues() {}

  /** What stands before the colon of an imported title; empty for our own titles. */
  static String of(String title) {
    int colon = title.indexOf(':');
    return colon < 0 ? "" : title.substring(0, colon);
  }
}
