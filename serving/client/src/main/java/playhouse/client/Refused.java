package playhouse.client;

/** Serving answered, and it was no: what was asked is wrong, or not for who asked. */
public final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;
  private final String parameter;

  Refused(int status, String type, String parameter, String detail) {
    super(status + " " + detail);
    this.status = status;
    this.type = type;
    this.parameter = parameter;
  }

  /** HTTP's status. */
  public int status() {
    return status;
  }

  /** What kind of problem it is, which stays the same: a URN. */
  public String type() {
    return type;
  }

  /** The parameter or field that is wrong; empty if none is named. */
  public String parameter() {
    return parameter;
  }
}
