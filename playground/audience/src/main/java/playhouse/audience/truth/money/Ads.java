package playhouse.audience.truth.money;

import java.util.ArrayList;
import java.util.List;
import playhouse.audience.act.Act;
import playhouse.audience.act.AdBreak;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Tally;

/** What was asked of advertisers, shown, seen, followed and earned; invalid traffic out. */
public final class Ads implements Chapter {

  private final Tally own = new Tally();
  private final List<Foreign> foreign = new ArrayList<>();
  private final String currency;

  /** Earned in other money. */
  private record Foreign(long at, String by, long micros, String currency) {}

  /** Ads that earn in a money that counts, or another. */
  public Ads(String currency) {
    this.currency = currency;
  }

  @Override
  public void adBreak(AdBreak act) {
    String by = "placement=" + act.placement();
    own.addBoth("slots", by, act.at(), act.slots());
    for (AdBreak.Shown ad : act.shown()) {
      own.addBoth("filled", by, ad.at(), 1);
      if (ad.valid()) {
        valid(ad, by);
      }
    }
  }

  private void valid(AdBreak.Shown ad, String by) {
    own.addBoth("impressions", by, ad.at(), 1);
    if (!ad.clicksAt().isEmpty()) {
      own.addBoth("clicked", by, ad.at(), 1);
    }
    if (ad.viewableAt() != Act.NEVER) {
      own.addBoth("viewable", by, ad.at(), 1);
    }
    if (ad.currency().equals(currency)) {
      earned(own, by, ad.at(), ad.earnedMicros());
    } else {
      foreign.add(new Foreign(ad.at(), by, ad.earnedMicros(), ad.currency()));
    }
  }

  private static void earned(Tally tally, String by, long at, long micros) {
    tally.addBoth("revenue.ads", by, at, micros);
    tally.add("revenue", "", at, micros);
  }

  @Override
  public void total(Known known, Tally tally) {
    tally.addAll(own);
    for (Foreign ad : foreign) {
      long micros = known.rates().reportingOrZero(ad.micros(), ad.currency(), ad.at());
      earned(tally, ad.by(), ad.at(), micros);
    }
  }
}
