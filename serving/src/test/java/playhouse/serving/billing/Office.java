package playhouse.serving.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.joda.money.Money;
import playhouse.contracts.Wire;
import playhouse.serving.EmptyServices;
import playhouse.serving.HandClock;
import playhouse.serving.billing.changes.Preview;
import playhouse.serving.billing.changes.Previews;
import playhouse.serving.billing.offers.GiftCards;
import playhouse.serving.billing.reminders.Notices;
import playhouse.serving.billing.reminders.Reminders;
import playhouse.serving.billing.subscriptions.Change;
import playhouse.serving.billing.subscriptions.Changes;
import playhouse.serving.billing.subscriptions.Charges;
import playhouse.serving.billing.subscriptions.Entitlement;
import playhouse.serving.billing.subscriptions.Entitlements;
import playhouse.serving.billing.subscriptions.Invoice;
import playhouse.serving.billing.subscriptions.Subscription;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.store.ServicesDatabase;

/**
 * Subscriptions and all that belongs to them by a clock that is set by hand; who takes the money
 * notes what it is told, and the test says what is paid.
 */
public final class Office implements Charges, AutoCloseable {
  public final HandClock clock;
  public final ServicesDatabase database = EmptyServices.open();
  public final Subscriptions subscriptions;
  public final Changes changes;
  public final Previews previews;
  public final Reminders reminders;

  /** What is to be taken for which invoice. */
  public final Map<String, Money> owed = new HashMap<>();

  /** What was given back. */
  public final List<String> givenBack = new ArrayList<>();

  public final List<Notices.Notice> notices = new ArrayList<>();

  /** Whether money may be on its way. */
  public boolean inFlight;

  public Office(String now) {
    clock = new HandClock(Instant.parse(now));
    subscriptions = new Subscriptions(clock, this);
    changes = new Changes(this);
    previews = new Previews(clock, changes);
    reminders = new Reminders(clock, (tx, notice) -> notices.add(notice));
  }

  @Override
  public void owed(Handle tx, Subscription subscription, Invoice invoice) {
    owed.put(invoice.id(), invoice.amount());
  }

  @Override
  public boolean stop(Handle tx, UUID subscription) {
    return !inFlight;
  }

  @Override
  public UUID giveBack(Handle tx, String invoice, Money amount, Money tax, String reason) {
    givenBack.add(invoice + " " + amount + " " + tax);
    return new UUID(9, givenBack.size());
  }

  public <T> T write(Function<Handle, T> work) {
    return database.write(work);
  }

  public Subscription begin(UUID person, String plan, String country) {
    return write(tx -> subscriptions.subscribe(tx, person, plan, country));
  }

  /** Begins one that is paid at once, of somebody who has had a trial. */
  public Subscription paid(UUID person, String plan, String country) {
    write(
        tx -> {
          UUID trial = subscriptions.subscribe(tx, person, "standard", "US").id();
          return tx.execute(
              "update billing.subscription set state = 'expired' where id = ?", trial);
        });
    Subscription s = begin(person, plan, country);
    payAll(s);
    return current(s);
  }

  public Subscription current(Subscription s) {
    return database.read(handle -> Subscriptions.find(handle, s.id()).orElseThrow());
  }

  public Preview preview(Subscription s, String plan) {
    return write(tx -> previews.preview(tx, Subscriptions.locked(tx, s.id()), plan));
  }

  public Change change(Subscription s, Preview preview) {
    return write(tx -> previews.change(tx, Subscriptions.locked(tx, s.id()), preview.id()));
  }

  public List<Invoice> invoices(Subscription s) {
    return database.read(handle -> Subscriptions.invoices(handle, s.id()));
  }

  public void pay(Invoice invoice) {
    write(tx -> subscriptions.paid(tx, invoice.id()));
  }

  public void payAll(Subscription s) {
    invoices(s).stream().filter(i -> i.state().equals("open")).forEach(this::pay);
  }

  public int tick() {
    return write(subscriptions::tick);
  }

  /** Lets the clock go on, and everything that is due be done. */
  public void forward(Duration time) {
    clock.forward(time);
    until(clock.instant());
  }

  /** Sets the clock, and lets everything that is due be done. */
  public void until(Instant moment) {
    clock.set(moment);
    while (tick() > 0) {
      // until nothing is due
    }
  }

  public Entitlement entitlement(UUID person) {
    return new Entitlements(database, clock).of(person);
  }

  /** Adds to a person's balance. */
  public void gift(UUID person, String code, String amount) {
    write(
        tx -> {
          GiftCards.activate(tx, code, Money.parse(amount), "sold", clock.instant());
          subscriptions.settle(
              tx, person, () -> GiftCards.redeem(tx, person, code, clock.instant()));
          return true;
        });
  }

  public Money balance(UUID person, String zero) {
    Money like = Money.parse(zero);
    return database.read(
        handle ->
            playhouse.serving.billing.offers.Balances.of(handle, person, like.getCurrencyUnit()));
  }

  /** What stands on an account in the ledger. */
  public String booked(String account) {
    return texts(
            """
            select coalesce(sum(amount), 0)::numeric(19, 2)::text from billing.ledger_line
            where account = '%s'"""
                .formatted(account))
        .get(0);
  }

  /** Types of the facts that were told, in their order. */
  public List<String> told() {
    return texts("select headers ->> 'ce_type' from platform.outbox order by id");
  }

  /** Facts of one type, in their order. */
  public List<playhouse.contracts.facts.Subscription> facts(String type) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    select value from platform.outbox
                    where headers ->> 'ce_type' = :type order by id""")
                .bind("type", type)
                .map(
                    (row, context) ->
                        Wire.decode(
                            playhouse.contracts.facts.Subscription.class, row.getBytes("value")))
                .list());
  }

  public List<String> texts(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  @Override
  public void close() {
    database.close();
  }
}
