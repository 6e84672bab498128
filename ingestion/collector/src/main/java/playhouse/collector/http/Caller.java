package playhouse.collector.http;

/**
 * Somebody whose key we know.
 *
 * @param name the key's name, which is also the first part of the sources it may speak for
 */
record Caller(String name) {

  /** The key of importers and replays, which bring back what others once sent. */
  private static final String ANY_SOURCE = "import";

  /** Whether the caller may say that what it sends was refused before. */
  boolean mayReplay() {
    return name.equals(ANY_SOURCE);
  }

  /** Whether the caller may send events of that source: /name or below it. */
  boolean maySend(String source) {
    String own = "/" + name;
    return name.equals(ANY_SOURCE) || source.equals(own) || source.startsWith(own + "/");
  }
}
