package playhouse.audience.truth.money;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Act;
import playhouse.audience.act.Noted;
import playhouse.audience.act.Paid;
import playhouse.audience.act.Registered;
import playhouse.audience.act.Returned;
import playhouse.audience.truth.Chapter;
import playhouse.audience.truth.Grain;
import playhouse.audience.truth.Known;
import playhouse.audience.truth.Rates;
import playhouse.audience.truth.Tally;
import playhouse.audience.truth.Zone;
import playhouse.audience.world.World;
import playhouse.contracts.facts.ConversionAttributed;
import playhouse.contracts.facts.DunningRecovered;
import playhouse.contracts.facts.ExperimentExposed;
import playhouse.contracts.facts.SubscriptionChanged;
import playhouse.contracts.facts.SubscriptionEnded;
import playhouse.contracts.facts.SubscriptionStarted;

/** Everybody's accounts: what they pay and bring a month, renew, and are credited to. */
public final class Accounts implements Chapter {

  private static final long DAY = 86_400_000;
  private static final String EXPERIMENT = "campaign:";

  private final World world;
  private final Map<Integer, Account> accounts = new TreeMap<>();

  /** The accounts of people of a world. */
  public Accounts(World world) {
    this.world = world;
  }

  @Override
  public void registered(Registered act) {
    if (named(act) && act.verifiedAt() != Act.NEVER) {
      account(act).verified(act.verifiedAt());
    }
  }

  @Override
  public void paid(Paid act) {
    account(act).paid(act);
  }

  @Override
  public void returned(Returned act) {
    account(act).returned.add(act);
  }

  @Override
  public void noted(Noted act) {
    if (!named(act)) {
      return;
    }
    SpecificRecordBase fact = act.fact();
    if (fact instanceof SubscriptionStarted start) {
      Subscription own = account(act).subscription(start.getSubscription());
      own.currency = start.getCurrency();
      own.prices.add(new Subscription.Price(act.at(), start.getPriceMicros(), start.getTermDays()));
    } else if (fact instanceof SubscriptionChanged change && change.getPriceMicros() != null) {
      int term = change.getTermDays() == null ? 0 : change.getTermDays();
      account(act)
          .subscription(change.getSubscription())
          .prices
          .add(new Subscription.Price(act.at(), change.getPriceMicros(), term));
    } else if (fact instanceof SubscriptionEnded end) {
      Subscription own = account(act).subscription(end.getSubscription());
      own.endedAt = act.at();
      own.voluntary = end.getVoluntary();
    } else if (fact instanceof DunningRecovered recovered) {
      account(act).subscription(recovered.getSubscription()).recovered.add(act.at());
    } else {
      credited(act, fact);
    }
  }

  private void credited(Noted act, SpecificRecordBase fact) {
    if (fact instanceof ConversionAttributed credit
        && credit.getKind().equals("paying")
        && credit.getModel().equals("last-click")) {
      account(act)
          .conversions
          .add(
              new Account.Conversion(
                  act.at(), act.id(), credit.getCampaign(), credit.getChannel()));
    } else if (fact instanceof ExperimentExposed exposed
        && exposed.getExperiment().startsWith(EXPERIMENT)) {
      String campaign = exposed.getExperiment().substring(EXPERIMENT.length());
      account(act)
          .exposures
          .add(new Account.Exposure(act.at(), act.id(), campaign, exposed.getVariant()));
    }
  }

  private boolean named(Act act) {
    return act.person() != Act.NOBODY && world.person(act.person()).named();
  }

  private Account account(Act act) {
    return accounts.computeIfAbsent(act.person(), key -> new Account());
  }

  @Override
  public void total(Known known, Tally tally) {
    for (Account account : accounts.values()) {
      revenue(account, known.rates(), tally);
      Recurring.changes(account, known.rates(), tally);
      account.subscriptions.values().forEach(own -> own.renewals(known, tally));
      Credit.campaigns(account, known.rates(), tally);
      if (account.firstPaidAt() != Act.NEVER) {
        tally.add("new payers", "", account.firstPaidAt(), 1);
      }
    }
  }

  private static void revenue(Account account, Rates rates, Tally tally) {
    for (Paid paid : account.payments) {
      if (paid.purpose() != Paid.Purpose.SUBSCRIPTION) {
        String series =
            paid.purpose() == Paid.Purpose.TRANSACTION ? "revenue.transaction" : "revenue.other";
        long micros = rates.reportingOrZero(paid.netMicros(), paid.currency(), paid.at());
        tally.add(series, "", paid.at(), micros);
        tally.add("revenue", "", paid.at(), micros);
      }
    }
    for (Returned back : account.returned) {
      long micros = rates.reportingOrZero(back.netMicros(), back.currency(), back.at());
      tally.add("revenue.refunds", "", back.at(), -micros);
      tally.add("revenue", "", back.at(), -micros);
    }
  }

  @Override
  public void total(Zone zone) {
    for (Account account : accounts.values()) {
      for (Paid paid : account.payments) {
        if (paid.purpose() == Paid.Purpose.SUBSCRIPTION) {
          recognised(paid, zone);
        }
      }
      Credit.people(account, zone);
      converted(account, zone);
    }
  }

  /** A term's revenue comes day by day, the rounding carried along; days to come are not told. */
  private static void recognised(Paid act, Zone zone) {
    long net = zone.known().rates().reportingOrZero(act.netMicros(), act.currency(), act.at());
    Instalments.add(
        net,
        zone.calendar().day(act.termFrom()),
        act.termDays(),
        zone,
        (day, micros) -> {
          zone.tally().add("revenue.subscription", "", day, micros);
          zone.tally().add("revenue", "", day, micros);
        });
  }

  /** Whether they paid within so many days of joining, if that can be told by now. */
  private static void converted(Account account, Zone zone) {
    long verified = account.verifiedAt;
    if (verified == Act.NEVER) {
      return;
    }
    long week = zone.calendar().begin(Grain.WEEK, verified);
    int sunday = zone.calendar().day(week) + 6;
    long paid = account.firstPaidAt();
    for (int days : List.of(7, 30, 90)) {
      if (zone.known().complete(sunday + days)) {
        boolean within = paid != Act.NEVER && paid < verified + days * DAY;
        zone.tally().add("cohort of " + days, "", week, 1);
        zone.tally().add("paid within " + days, "", week, within ? 1 : 0);
      }
    }
  }
}
