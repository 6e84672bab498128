package playhouse.audience.behaviour;

/** Numbers what happens: a prefix that nobody else has, and a count. */
public final class Ids {

  private final String prefix;
  private int given;

  /** Ids that begin with the prefix. */
  public Ids(String prefix) {
    this.prefix = prefix;
  }

  /** Ids of what a person does on a day. */
  static Ids of(String tag, int person, int day) {
    return new Ids(
        tag + "-" + Integer.toString(person, 36) + "-" + Integer.toString(day, 36) + "-");
  }

  /** The next one. */
  public String next() {
    return prefix + Integer.toString(given++, 36);
  }
}
