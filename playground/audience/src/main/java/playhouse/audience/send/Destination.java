package playhouse.audience.send;

/** Where history goes. */
public interface Destination extends AutoCloseable {

  /**
   * Opens a way out for a piece of work.
   *
   * @param name of the piece, the same in every run, such as {@code 2026-11-21/0003}
   */
  Lane open(String name);

  @Override
  void close();
}
