package playhouse.collector.event;

/** What does not fit the schema, and where: thrown inside the decoder only, caught at its door. */
final class JsonViolation extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String path;
  private final String what;

  JsonViolation(String what) {
    this("", what);
  }

  private JsonViolation(String path, String what) {
    // No stack trace: bad input is ordinary, and ten thousand of them must stay cheap.
    super(what, null, false, false);
    this.path = path;
    this.what = what;
  }

  /** The same, seen from one level further out. */
  JsonViolation under(String segment) {
    return new JsonViolation(segment + path, what);
  }

  /** Where and what, such as {@code $.data.title: expected a string, found a number}. */
  String detail() {
    return "$" + path + ": " + what;
  }
}
