package playhouse.models.files;

/** A file that is missing, or that does not hold what its format says. */
public final class BadFile extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadFile(String message) {
    super(message);
  }

  public BadFile(String message, Throwable cause) {
    super(message, cause);
  }
}
