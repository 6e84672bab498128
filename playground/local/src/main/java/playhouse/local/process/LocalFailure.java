package playhouse.local.process;

/** What the user is told when the launcher cannot do what was asked; it ends with {@code exit}. */
public final class LocalFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Something went wrong here. */
  public static final int FAILED = 1;

  /** The command was not understood. */
  public static final int USAGE = 2;

  /** The stack has to be started first. */
  public static final int NOT_UP = 3;

  /** A proof could not be brought to its end: nothing is known of what it was to show. */
  public static final int UNPROVED = 4;

  private final int exit;

  public LocalFailure(int exit, String message) {
    super(message);
    this.exit = exit;
  }

  public LocalFailure(String message) {
    this(FAILED, message);
  }

  public LocalFailure(String message, Throwable cause) {
    super(message, cause);
    this.exit = FAILED;
  }

  public int exit() {
    return exit;
  }
}
