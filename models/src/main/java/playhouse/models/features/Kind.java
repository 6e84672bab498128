package playhouse.models.features;

/** What sort of thing happened, and the table that says so. */
public enum Kind {
  /** An account was verified; the word is its country. */
  REGISTERED("core.registrations"),
  /** A play ended; the word is its platform, the amount wall-clock milliseconds, the share seen. */
  PLAYED("core.plays"),
  /** Something said or done about a title; the word is the type of the event. */
  INTERACTED("core.interactions"),
  /**
   * A subscription ended a stretch of one plan and state; the word is why. Of one instant with the
   * next stretch, the end comes first.
   */
  STRETCH_ENDED("core.subscriptions"),
  /** A stretch began; the word is the state, the amount what 30 days bring in micros. */
  STRETCH_BEGAN("core.subscriptions"),
  /** An invoice was issued; the amount is in micros. */
  INVOICED("core.invoices"),
  /** It was paid. */
  INVOICE_PAID("core.invoices"),
  /** Money went back; the word is refund or chargeback, the amount in micros. */
  GIVEN_BACK("core.payments"),
  /** A ticket was opened; the word is its kind. */
  TICKET("core.tickets");

  private final String table;

  Kind(String table) {
    this.table = table;
  }

  /** Table of the lake that holds it. */
  public String table() {
    return table;
  }
}
