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
  PROMOTION;

  /** As it stands in the database and in answers. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
