package playhouse.audience.truth;

import java.util.List;
import playhouse.audience.act.Act;
import playhouse.audience.act.AdBreak;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Returned;

/**
 * What comes in and goes out on each day, in the one money that counts.
 *
 * @param currency ISO 4217 code of it
 */
record Revenue(String currency) {

  void paid(ZoneBook book, Paid act) {
    if (!act.currency().equals(currency)) {
      return;
    }
    switch (act.purpose()) {
      case SUBSCRIPTION -> recognised(book, act);
      case TRANSACTION -> book.at(act.at()).transactionMicros += act.netMicros();
      case OTHER -> book.at(act.at()).otherMicros += act.netMicros();
    }
  }

  void returned(ZoneBook book, Returned act) {
    if (act.currency().equals(currency)) {
      book.at(act.at()).refundMicros -= act.netMicros();
    }
  }

  /** Valid impressions, whatever they earn. */
  void shown(ZoneBook book, AdBreak act) {
    for (AdBreak.Shown ad : act.shown()) {
      if (ad.valid()) {
        earned(book.at(ad.at()), act.placement(), ad);
      }
    }
  }

  /** A term's revenue comes day by day, the rounding carried along. */
  private static void recognised(ZoneBook book, Paid act) {
    int first = book.calendar().day(act.termFrom());
    long done = 0;
    for (int k = 1; k <= act.termDays(); k++) {
      long until = Math.multiplyExact(act.netMicros(), (long) k) / act.termDays();
      book.day(first + k - 1).subscriptionMicros += until - done;
      done = until;
    }
  }

  private void earned(DayBook day, String placement, AdBreak.Shown ad) {
    for (String by : List.of("", "placement=" + placement)) {
      DayBook.Ads ads = day.ads.computeIfAbsent(by, key -> new DayBook.Ads());
      ads.impressions++;
      ads.revenueMicros += ad.currency().equals(currency) ? ad.revenueMicros() : 0;
      ads.clicked += ad.clicksAt().isEmpty() ? 0 : 1;
      ads.viewable += ad.viewableAt() == Act.NEVER ? 0 : 1;
    }
  }
}
