package playhouse.serving.billing.ledger;

import java.util.Locale;

/** Where amounts stand. */
public enum Account {
  /** What payment providers have taken for us and owe us. */
  PROVIDER,
  /** What was paid and is not earned yet. */
  DEFERRED,
  /** Tax that was collected and is owed. */
  TAX,
  /** What is earned. */
  REVENUE,
  /** Gift cards and balances that we owe something for. */
  GIFT,
  /** What sellers of gift cards have taken for us and owe us. */
  GIFT_SALES,
  /** What was given away. */
  PROMOTION,
  /** What providers have settled and the bank does not have yet. */
  SETTLING,
  /** What the bank has. */
  BANK,
  /** What providers keep for their work. */
  FEES,
  /** Cents that come and go. */
  ROUNDING,
  /** What went out of one currency and into another. */
  POSITION,
  /** What was won or lost by that. */
  EXCHANGE,
  /** Money of which nobody knows whose it is. */
  UNCLAIMED,
  /** What was given up. */
  WRITTEN_OFF,
  /** What came otherwise than it was asked for, until people have decided. */
  SUSPENSE,
  /** What is to be given back. */
  REFUNDS,
  /** What banks have taken back and is not decided on. */
  CHARGEBACK,
  /** What banks want for taking money back. */
  CHARGEBACK_FEE,
  /** What banks have taken back beyond what we had. */
  CHARGEBACK_LOSS,
  /** What came more or less than was asked for, and was kept. */
  DIFFERENCE,
  /** What advertisers owe for what was shown. */
  ADVERTISERS,
  /** What was earned by ads. */
  AD_REVENUE;

  /** As it stands in the database and in answers. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
