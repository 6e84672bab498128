package playhouse.models.valuation;

/** What a title has brought, and what watching it did. */
public record Merit(Earned earned, Uplift uplift) {
  /** Of a title that nobody has watched. */
  public static final Merit NONE = new Merit(Earned.NOTHING, new Uplift(0, 1, 0));
}
