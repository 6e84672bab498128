package playhouse.audience.recount;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import playhouse.audience.render.Dressed;

/** The twelve KPIs counted slowly and plainly from events alone, to be held against the truth. */
public final class Recount {

  private Recount() {}

  /** Every value in a zone, keyed by KPI, measure, day and by; of events without repeats. */
  public static Map<String, Double> of(ZoneId zone, Collection<Dressed> distinct) {
    Sheet sheet =
        new Sheet(
            zone,
            distinct.stream().filter(event -> event.envelope().getExclusion() == null).toList());
    Map<LocalDate, List<Play>> plays = Play.byDay(sheet);
    Activity activity = Activity.of(sheet, plays);
    activity.count();
    Watching watching = new Watching(sheet, activity);
    plays.forEach(watching::count);
    Sessions.count(sheet, activity, watching);
    Impressions impressions = Impressions.valid(sheet);
    impressions.count(plays);
    Money.count(sheet, impressions);
    Entitlements.count(sheet);
    Deeds.count(sheet);
    return sheet.rows();
  }
}
