package playhouse.audience.recount;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import playhouse.audience.render.Dressed;
import playhouse.contracts.facts.AdClick;
import playhouse.contracts.facts.AdFilled;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.AdPaid;
import playhouse.contracts.facts.AdRequested;
import playhouse.contracts.facts.AdViewable;
import playhouse.contracts.facts.IvtFlagged;

/** What was asked of advertisers and shown: K5.1, K5.2 and K5.3. */
final class Impressions {

  private static final List<String> GRAINS = List.of("hour", "day");

  private final Sheet sheet;
  private final Map<String, Impression> valid = new HashMap<>();

  /** One of them. */
  static final class Impression {
    final Instant at;
    final String placement;
    long micros;
    boolean clicked;
    boolean viewable;

    Impression(Instant at, String placement, long micros) {
      this.at = at;
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
      Instant at = event.envelope().getOccurred();
      long micros = sheet.rates().dollars(seen.getRevenueMicros(), seen.getCurrency(), at);
      valid.put(seen.getImpression(), new Impression(at, seen.getPlacement(), micros));
    }
  }

  private void fate(Dressed event) {
    if (event.body() instanceof IvtFlagged flag) {
      valid.remove(flag.getImpression());
    } else if (event.body() instanceof AdPaid paid && valid.containsKey(paid.getImpression())) {
      Impression of = valid.get(paid.getImpression());
      of.micros += sheet.rates().dollars(paid.getRevenueMicros(), paid.getCurrency(), of.at);
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
    Ratio fill = new Ratio(sheet);
    for (Told<AdRequested> told : sheet.facts(AdRequested.class)) {
      fill.add(GRAINS, told.at(), by(told.fact().getPlacement()), 0, told.fact().getSlots());
    }
    for (Told<AdFilled> told : sheet.facts(AdFilled.class)) {
      fill.add(GRAINS, told.at(), by(told.fact().getPlacement()), 1, 0);
    }
    fill.put("K5.1 fill");
    Ratio ecpm = new Ratio(sheet);
    Ratio rpm = new Ratio(sheet);
    Ratio ctr = new Ratio(sheet);
    Ratio viewability = new Ratio(sheet);
    for (Impression ad : all()) {
      List<String> by = by(ad.placement);
      ecpm.add(GRAINS, ad.at, by, ad.micros / 1e6, 1);
      rpm.add(GRAINS, ad.at, List.of(""), ad.micros / 1e6, 0);
      ctr.add(GRAINS, ad.at, by, ad.clicked ? 1 : 0, 1);
      viewability.add(GRAINS, ad.at, by, ad.viewable ? 1 : 0, 1);
    }
    plays
        .values()
        .forEach(played -> played.forEach(play -> rpm.add(GRAINS, play.at(), List.of(""), 0, 1)));
    ecpm.put("K5.2 ecpm", 1000);
    rpm.put("K5.2 rpm", 1000);
    ctr.put("K5.3 ctr");
    viewability.put("K5.3 viewability");
  }

  private static List<String> by(String placement) {
    return List.of("", "placement=" + placement);
  }
}
