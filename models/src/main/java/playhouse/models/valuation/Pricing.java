package playhouse.models.valuation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import playhouse.models.valuation.hours.Hours;

/** Money made of hours, of what an hour brings, and of how many people a title keeps. */
record Pricing(Worth worth, Earned anHour, Hours hours, Uplift uplift) {

  Valuation valuation(String title, int weeks, double naive, List<Valuation.Compared> comparables) {
    long retention = retention(hours.expected(), uplift.mean());
    long acquisition = Math.round(acquisition(hours.expected()));
    long ads = Math.round(hours.expected() * anHour.adMicros());
    long sales = Math.round(hours.expected() * anHour.saleMicros());
    return new Valuation(
        title,
        weeks,
        hours,
        naive,
        uplift,
        comparables,
        retention,
        acquisition,
        ads,
        sales,
        bound(uplift.low(), false),
        bound(uplift.high(), true),
        reasons(retention, acquisition, ads + sales, comparables.size()));
  }

  private long retention(double watched, double kept) {
    return Math.round(watched * anHour.paidViewers() * kept * worth.keptMicros());
  }

  private double acquisition(double watched) {
    return watched * anHour.newcomers() * worth.keptMicros();
  }

  /** Of hours and uplift both the low end, or the high one: wider than nine in ten. */
  private long bound(double kept, boolean high) {
    double an = anHour.paidViewers() * kept * worth.keptMicros() + anHour.adMicros();
    double hour = an + anHour.newcomers() * worth.keptMicros() + anHour.saleMicros();
    // What loses money loses most where it is watched most.
    double watched = high == hour >= 0 ? hours.high() : hours.low();
    return Math.round(watched * hour);
  }

  private List<String> reasons(long retention, long acquisition, long direct, int comparables) {
    List<String> words = new ArrayList<>();
    words.add(
        hours.basis() == Hours.Basis.HISTORY
            ? "hours follow from its own last weeks"
            : "hours follow from its properties and from " + comparables + " titles like it");
    words.add(
        uplift.watchers() > 0
            ? text(
                "of its paid viewers %.1f in a hundred more stay than of people who watched as much"
                    + " of other titles (%.1f to %.1f), by %d of them",
                100 * uplift.mean(), 100 * uplift.low(), 100 * uplift.high(), uplift.watchers())
            : "how many people it keeps is taken from other titles");
    if (worth.paidPeople() == 0) {
      words.add("nobody pays yet, so that a person kept is worth nothing");
    }
    long all = Math.max(1, Math.abs(retention) + Math.abs(acquisition) + Math.abs(direct));
    words.add(
        text(
            "of the value %d %% is people kept, %d %% people won, %d %% ads and sales",
            Math.round(100.0 * retention / all),
            Math.round(100.0 * acquisition / all),
            Math.round(100.0 * direct / all)));
    return List.copyOf(words);
  }

  private static String text(String words, Object... values) {
    return String.format(Locale.ROOT, words, values);
  }
}
