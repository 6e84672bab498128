package playhouse.batch.airflow;

/** Airflow cannot be reached, or does not do what it is asked; the message is in its words. */
public final class AirflowFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  AirflowFailure(int status, String message) {
    super(message);
    this.status = status;
  }

  AirflowFailure(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /** HTTP status of the answer; 0 if there was none. */
  public int status() {
    return status;
  }
}
