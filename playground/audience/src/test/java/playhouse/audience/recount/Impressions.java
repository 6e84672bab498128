package playhouse.audience.recount;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import playhouse.audience.render.Dressed;
import playhouse.contracts.facts.AdClick;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.AdViewable;
import playhouse.contracts.facts.IvtFlagged;

/** The valid impressions: K5.2 and K5.3. */
final class Impressions {

  private final Sheet sheet;
  private final Map<String, Impression> valid = new HashMap<>();

  /** One of them. */
  static final class Impression {
    final LocalDate day;
    final String placement;
    final long micros;
    boolean clicked;
    boolean viewable;

    Impression(LocalDate day, String placement, long micros) {
      this.day = day;
      this.placement = placement;
      this.micros = micros;
    }
  }

  private Impressions(Sheet sheet) {
    this.sheet = sheet;
  }

  static Impressions valid(Sheet sheet) {
    Impressions impressions = new Impressions(sheet);
    sheet.events().forEach(impressions::shown);
    sheet.events().forEach(impressions::fate);
    return impressions;
  }

  private void shown(Dressed event) {
    if (event.body() instanceof AdImpression seen) {
      long micros = seen.getCurrency().equals("USD") ? seen.getRevenueMicros() : 0;
      Impression impression = new Impression(sheet.day(event), seen.getPlacement(), micros);
      valid.put(seen.getImpression(), impression);
    }
  }

  private void fate(Dressed event) {
    if (event.body() instanceof IvtFlagged flag) {
      valid.remove(flag.getImpression());
    } else if (event.body() instanceof AdClick click && valid.containsKey(click.getImpression())) {
      valid.get(click.getImpression()).clicked = true;
    } else if (event.body() instanceof AdViewable seen && valid.containsKey(seen.getImpression())) {
      valid.get(seen.getImpression()).viewable = true;
    }
  }

  Collection<Impression> all() {
    return valid.values();
  }

  void count(Map<LocalDate, List<Play>> plays) {
    Map<LocalDate, Map<String, double[]>> days = new TreeMap<>();
    for (Impression ad : all()) {
      for (String by : List.of("", "placement=" + ad.placement)) {
        double[] sum =
            days.computeIfAbsent(ad.day, key -> new TreeMap<>())
                .computeIfAbsent(by, key -> new double[4]);
        sum[0]++;
        sum[1] += ad.micros / 1e6;
        sum[2] += ad.clicked ? 1 : 0;
        sum[3] += ad.viewable ? 1 : 0;
      }
    }
    days.forEach(
        (day, sums) ->
            sums.forEach(
                (by, sum) -> {
                  sheet.put("K5.2 ecpm", day, by, sum[1] / sum[0] * 1000);
                  sheet.put("K5.3 ctr", day, by, sum[2] / sum[0]);
                  sheet.put("K5.3 viewability", day, by, sum[3] / sum[0]);
                }));
    plays.forEach(
        (day, played) -> {
          double revenue = days.getOrDefault(day, Map.of()).getOrDefault("", new double[4])[1];
          sheet.put("K5.2 rpm", day, "", revenue / played.size() * 1000);
        });
  }
}
