package playhouse.collector.replay;

/**
 * What the door said of one event.
 *
 * @param reason code of the reason for which it was refused; blank if it was accepted
 * @param detail what was wrong, in words
 */
record Verdict(String reason, String detail) {

  static final Verdict ACCEPTED = new Verdict("", "");

  boolean accepted() {
    return reason.isEmpty();
  }
}
