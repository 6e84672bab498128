package playhouse.audience.recount;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import playhouse.audience.render.Dressed;

/** The KPIs counted slowly and plainly from events alone, to be held against the truth. */
public final class Recount {

  private Recount() {}

  /**
   * Every value in a zone, keyed by KPI, measure, grain, beginning and by; of events without
   * repeats.
   */
  public static Map<String, Double> of(ZoneId zone, Collection<Dressed> distinct) {
    Sheet sheet =
        new Sheet(
            zone,
            distinct.stream().filter(event -> event.envelope().getExclusion() == null).toList());
    Map<LocalDate, List<Play>> plays = Play.byDay(sheet);
    Activity activity = Activity.of(sheet, plays);
    activity.count();
    Retention.count(sheet, activity);
    Watching watching = new Watching(sheet, activity);
    plays.forEach(watching::count);
    Sessions.count(sheet, activity, watching);
    Impressions impressions = Impressions.valid(sheet);
    impressions.count(plays);
    Map<LocalDate, Integer> paying = Entitlements.count(sheet);
    Money.count(sheet, impressions, activity, paying);
    Recurring.count(sheet);
    Payers.count(sheet);
    Deeds.count(sheet);
    Promises.count(sheet);
    Delivery.count(sheet, plays.values());
    Map<LocalDate, Integer> libraries = Shelves.count(sheet);
    Tastes.firstWatches(sheet, plays.values());
    Tastes.advice(sheet, plays.values(), libraries);
    return sheet.rows();
  }
}
