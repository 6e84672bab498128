package playhouse.collector.replay;

/** The door cannot be reached or does not let us in; what was sent before stays sent. */
public final class NotReplayed extends RuntimeException {
  private static final long serialVersionUID = 1;

  NotReplayed(String message, Throwable cause) {
    super(message, cause);
  }
}
