package playhouse.audience.render;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import playhouse.audience.act.Act;
import playhouse.audience.act.AdBreak;
import playhouse.contracts.facts.AdClick;
import playhouse.contracts.facts.AdConversion;
import playhouse.contracts.facts.AdFilled;
import playhouse.contracts.facts.AdImpression;
import playhouse.contracts.facts.AdPaid;
import playhouse.contracts.facts.AdQuartile;
import playhouse.contracts.facts.AdRequested;
import playhouse.contracts.facts.AdViewable;
import playhouse.contracts.facts.IvtFlagged;

/** Tells an ad break as the ad server and the player would report it. */
final class AdTelling {

  private record Moment(long at, SpecificRecordBase body) {}

  private AdTelling() {}

  static void tell(AdBreak act, String title, Teller teller) {
    List<Moment> moments = new ArrayList<>();
    moments.add(new Moment(act.at(), requested(act, title)));
    for (AdBreak.Shown ad : act.shown()) {
      moments.add(new Moment(ad.at(), filled(act, ad)));
      moments.add(new Moment(ad.at(), impression(act, ad, title)));
      fate(ad, moments);
      if (ad.pays() != AdBreak.Pays.IMPRESSION && ad.paidAt() != Act.NEVER) {
        moments.add(new Moment(ad.paidAt(), paid(act, ad)));
      }
    }
    moments.sort(Comparator.comparingLong(Moment::at));
    moments.forEach(moment -> teller.tell(moment.at(), moment.body()));
  }

  private static void fate(AdBreak.Shown ad, List<Moment> moments) {
    if (ad.viewableAt() != Act.NEVER) {
      moments.add(
          new Moment(ad.viewableAt(), AdViewable.newBuilder().setImpression(ad.id()).build()));
    }
    for (int i = 0; i < ad.quartilesAt().size(); i++) {
      AdQuartile quartile =
          AdQuartile.newBuilder().setImpression(ad.id()).setQuartile(i + 1).build();
      moments.add(new Moment(ad.quartilesAt().get(i), quartile));
    }
    for (int i = 0; i < ad.clicksAt().size(); i++) {
      AdClick click =
          AdClick.newBuilder().setClick(ad.id() + "-c" + i).setImpression(ad.id()).build();
      moments.add(new Moment(ad.clicksAt().get(i), click));
    }
    if (ad.convertedAt() != Act.NEVER) {
      moments.add(
          new Moment(
              ad.convertedAt(),
              AdConversion.newBuilder()
                  .setImpression(ad.id())
                  .setKind("purchase")
                  .setValueMicros(25_000_000L)
                  .build()));
    }
    if (ad.flaggedAt() != Act.NEVER) {
      moments.add(
          new Moment(
              ad.flaggedAt(),
              IvtFlagged.newBuilder().setImpression(ad.id()).setReason("datacentre").build()));
    }
  }

  private static AdRequested requested(AdBreak act, String title) {
    return AdRequested.newBuilder()
        .setRequest(act.id())
        .setPlacement(act.placement())
        .setPlay(orNull(act.play()))
        .setTitle(orNull(title))
        .setSlots(act.slots())
        .build();
  }

  private static AdFilled filled(AdBreak act, AdBreak.Shown ad) {
    return AdFilled.newBuilder()
        .setRequest(act.id())
        .setPlacement(act.placement())
        .setImpression(ad.id())
        .setSlot(ad.slot())
        .setCreative(creative(ad))
        .setLineItem(lineItem(ad))
        .setAdvertiser(advertiser(ad))
        .build();
  }

  private static AdImpression impression(AdBreak act, AdBreak.Shown ad, String title) {
    return AdImpression.newBuilder()
        .setImpression(ad.id())
        .setRequest(act.id())
        .setPlacement(act.placement())
        .setPlay(orNull(act.play()))
        .setTitle(orNull(title))
        .setCreative(creative(ad))
        .setLineItem(lineItem(ad))
        .setAdvertiser(advertiser(ad))
        .setRevenueMicros(ad.pays() == AdBreak.Pays.IMPRESSION ? ad.revenueMicros() : 0)
        .setCurrency(ad.currency())
        .build();
  }

  private static AdPaid paid(AdBreak act, AdBreak.Shown ad) {
    return AdPaid.newBuilder()
        .setImpression(ad.id())
        .setRequest(act.id())
        .setPlacement(act.placement())
        .setCreative(creative(ad))
        .setLineItem(lineItem(ad))
        .setAdvertiser(advertiser(ad))
        .setEvent(ad.pays() == AdBreak.Pays.CLICK ? "click" : "complete")
        .setRevenueMicros(ad.revenueMicros())
        .setCurrency(ad.currency())
        .build();
  }

  private static String creative(AdBreak.Shown ad) {
    return "creative-" + ad.campaign() + "-" + (ad.slot() + 1);
  }

  private static String lineItem(AdBreak.Shown ad) {
    return "line-" + ad.campaign();
  }

  private static String advertiser(AdBreak.Shown ad) {
    return "advertiser-" + ad.campaign() % 7;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
