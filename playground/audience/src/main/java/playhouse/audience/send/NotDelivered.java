package playhouse.audience.send;

/** The place that events were sent to did not take them. */
public final class NotDelivered extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** With the reason in words. */
  public NotDelivered(String message, Throwable cause) {
    super(message, cause);
  }
}
