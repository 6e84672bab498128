package playhouse.collector.log;

/** Kafka did not confirm in time: what was sent may or may not be there, and must be sent again. */
public final class NotDurable extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotDurable(String message, Throwable cause) {
    super(message, cause);
  }
}
