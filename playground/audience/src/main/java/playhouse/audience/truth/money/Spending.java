package playhouse.audience.truth.money;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Noted;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Tally;
import playhouse.audience.truth.Zone;
import playhouse.contracts.facts.CostBooked;
import playhouse.contracts.facts.RightsGranted;
import playhouse.contracts.facts.RoyaltyAccrued;
import playhouse.contracts.facts.SpendBooked;

/** What the house spends: on titles, on running, and on being known. */
public final class Spending implements Chapter {

  private static final long DAY = 86_400_000;

  private final List<Noted> entries = new ArrayList<>();

  @Override
  public void noted(Noted act) {
    SpecificRecordBase fact = act.fact();
    if (fact instanceof RightsGranted
        || fact instanceof RoyaltyAccrued
        || fact instanceof CostBooked
        || fact instanceof SpendBooked) {
      entries.add(act);
    }
  }

  @Override
  public void total(Known known, Tally tally) {
    for (Noted entry : entries) {
      SpecificRecordBase fact = entry.fact();
      if (fact instanceof RoyaltyAccrued royalty) {
        long micros = worth(known, royalty.getAmountMicros(), royalty.getCurrency(), entry.at());
        book(tally, "content", "royalties", entry.at(), micros);
      } else if (fact instanceof CostBooked cost) {
        long micros = worth(known, cost.getAmountMicros(), cost.getCurrency(), entry.at());
        String account = cost.getKind().equals("production") ? "content" : "operating";
        book(tally, account, cost.getKind(), entry.at(), micros);
      } else if (fact instanceof SpendBooked spend) {
        long micros = worth(known, spend.getAmountMicros(), spend.getCurrency(), entry.at());
        tally.addBoth("spend", "channel=" + spend.getChannel(), entry.at(), micros);
        tally.add("campaign spend", spend.getCampaign(), 0, micros);
        tally.first("campaign spend", spend.getCampaign(), entry.at());
      }
    }
  }

  private static long worth(Known known, long micros, String currency, long at) {
    return known.rates().reportingOrZero(micros, currency, at);
  }

  private static void book(Tally tally, String account, String kind, long at, long micros) {
    tally.add("cost." + kind, "", at, micros);
    tally.add("cost of " + account, "", at, micros);
  }

  @Override
  public void total(Zone zone) {
    for (Noted entry : entries) {
      if (entry.fact() instanceof RightsGranted grant && grant.getFeeMicros() != null) {
        licence(grant, entry.at(), zone);
      }
    }
  }

  private static void licence(RightsGranted grant, long at, Zone zone) {
    String currency = grant.getCurrency() == null ? "" : grant.getCurrency();
    long micros = worth(zone.known(), grant.getFeeMicros(), currency, at);
    long from = grant.getValidFrom().toEpochMilli();
    long length = grant.getValidUntil().toEpochMilli() - from;
    int days = (int) Math.max(1, Math.floorDiv(2 * length + DAY, 2 * DAY));
    Instalments.add(
        micros,
        zone.calendar().day(from),
        days,
        zone,
        (day, part) -> book(zone.tally(), "content", "licence", day, part));
  }
}
