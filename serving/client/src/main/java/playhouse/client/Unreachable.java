package playhouse.client;

/**
 * Serving did not answer, or could not now, as often as it was tried; what was sent may be done.
 */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int attempts;

  Unreachable(int attempts, String why, Throwable cause) {
    super("after " + attempts + " attempts: " + why, cause);
    this.attempts = attempts;
  }

  /** How often it was tried. */
  public int attempts() {
    return attempts;
  }
}
