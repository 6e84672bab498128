package playhouse.models.valuation;

/**
 * What a title, or all of them, brought while it was watched so many hours.
 *
 * @param paidViewers people with a paid subscription who viewed it
 * @param newcomers people who watched it first of all, and then paid for the first time
 * @param adMicros millionths of the reporting currency
 * @param saleMicros of buying and renting it, net
 */
public record Earned(
    double hours, double paidViewers, double newcomers, double adMicros, double saleMicros) {
  /** So many hours of an average title are added to what is known of one. */
  private static final double HOURS_OF_DOUBT = 20;

  static final Earned NOTHING = new Earned(0, 0, 0, 0, 0);

  Earned and(Earned other) {
    return new Earned(
        hours + other.hours,
        paidViewers + other.paidViewers,
        newcomers + other.newcomers,
        adMicros + other.adMicros,
        saleMicros + other.saleMicros);
  }

  Earned times(double factor) {
    return new Earned(
        hours * factor,
        paidViewers * factor,
        newcomers * factor,
        adMicros * factor,
        saleMicros * factor);
  }

  /** What an hour brings, held towards what one brings elsewhere. */
  Earned anHour(Earned all) {
    Earned doubt = all.hours <= 0 ? NOTHING : all.times(HOURS_OF_DOUBT / all.hours);
    Earned both = and(doubt);
    return both.hours <= 0 ? NOTHING : both.times(1 / both.hours);
  }
}
