package playhouse.contracts.ads;

/** What a click, and what a view to the end, of an ad was paid: each once. */
public record AdPayments(Payment click, Payment complete) {
  private static final Payment NOTHING = new Payment("", 0, "", 0);

  /**
   * One of them. Of several for the same the earliest counts, by id where two are as early.
   *
   * @param id of its fact; empty if there is none
   * @param occurredMicros since 1970
   */
  public record Payment(String id, long occurredMicros, String currency, long micros) {

    private Payment first(Payment other) {
      boolean earlier =
          id.isEmpty()
              || other.occurredMicros < occurredMicros
              || (other.occurredMicros == occurredMicros && other.id.compareTo(id) < 0);
      return earlier ? other : this;
    }

    private long in(String wanted) {
      return currency.equals(wanted) ? micros : 0;
    }
  }

  /** Nothing was paid. */
  public static AdPayments none() {
    return new AdPayments(NOTHING, NOTHING);
  }

  /** The same with what a fact tells. */
  AdPayments with(AdPiece piece) {
    Payment told =
        new Payment(piece.id(), piece.occurredMicros(), piece.currency(), piece.number());
    return switch (piece.event()) {
      case "click" -> new AdPayments(click.first(told), complete);
      case "complete" -> new AdPayments(click, complete.first(told));
      default -> this;
    };
  }

  /** All of it in the currency in which the ad earns; what is in another counts for nothing. */
  long micros(String currency) {
    return click.in(currency) + complete.in(currency);
  }
}
