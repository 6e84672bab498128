package playhouse.collector.imports;

import playhouse.contracts.Rejected;

/** Why a line is not taken: thrown by the formats, caught where lines are counted. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Rejected.Reason reason;
  private final String detail;

  Refusal(Rejected.Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
    this.detail = detail;
  }

  static Refusal malformed(String detail) {
    return new Refusal(Rejected.Reason.MALFORMED_LINE, detail);
  }

  Rejected.Reason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }
}
