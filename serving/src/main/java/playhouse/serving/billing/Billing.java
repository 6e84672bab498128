package playhouse.serving.billing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.acquisition.licences.Entitled;
import playhouse.serving.billing.changes.ChangeRoutes;
import playhouse.serving.billing.changes.Previews;
import playhouse.serving.billing.documents.CreditNotes;
import playhouse.serving.billing.documents.DocumentRoutes;
import playhouse.serving.billing.documents.Unreturned;
import playhouse.serving.billing.families.Families;
import playhouse.serving.billing.families.FamilyRoutes;
import playhouse.serving.billing.fraud.CaseRoutes;
import playhouse.serving.billing.fraud.Cases;
import playhouse.serving.billing.fraud.Fraud;
import playhouse.serving.billing.fraud.FraudRoutes;
import playhouse.serving.billing.fraud.backtest.BacktestRoutes;
import playhouse.serving.billing.fraud.backtest.Backtests;
import playhouse.serving.billing.fraud.learning.Lessons;
import playhouse.serving.billing.fraud.learning.ModelRoutes;
import playhouse.serving.billing.fraud.rules.RuleRoutes;
import playhouse.serving.billing.fraud.rules.Rules;
import playhouse.serving.billing.fraud.seen.Hashes;
import playhouse.serving.billing.fraud.seen.Signals;
import playhouse.serving.billing.ledger.LedgerRoutes;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.offers.CouponRoutes;
import playhouse.serving.billing.offers.GiftCardRoutes;
import playhouse.serving.billing.offers.Guesses;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.PaymentRoutes;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.payments.agreements.AgreementRoutes;
import playhouse.serving.billing.payments.channels.Channels;
import playhouse.serving.billing.payments.disputes.DisputeRoutes;
import playhouse.serving.billing.payments.routing.Routing;
import playhouse.serving.billing.plans.HeldPlanStore;
import playhouse.serving.billing.plans.PlanRoutes;
import playhouse.serving.billing.plans.PlansApi;
import playhouse.serving.billing.purchases.PurchaseRoutes;
import playhouse.serving.billing.purchases.Purchases;
import playhouse.serving.billing.reconciliation.MismatchRoutes;
import playhouse.serving.billing.reconciliation.Reconciliation;
import playhouse.serving.billing.reconciliation.ReconciliationRoutes;
import playhouse.serving.billing.reconciliation.limits.Limits;
import playhouse.serving.billing.reconciliation.statements.Deliveries;
import playhouse.serving.billing.reminders.Notices;
import playhouse.serving.billing.reminders.Reminders;
import playhouse.serving.billing.subscriptions.Changes;
import playhouse.serving.billing.subscriptions.Entitlements;
import playhouse.serving.billing.subscriptions.SubscriptionRoutes;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.identity.accounts.ToPeople;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.operations.Systems;

/** The activity put together. */
public final class Billing implements AutoCloseable {
  /** Name of its schema. */
  public static final String SCHEMA = "billing";

  /** What it is made of. */
  public static final List<Systems.Named> SYSTEMS =
      List.of(
          new Systems.Named("S5.1", "Subscription automation", "自动化订阅管理"),
          new Systems.Named("S5.2", "Payment channels", "多渠道支付集成"),
          new Systems.Named("S5.3", "Fraud prevention", "防欺诈系统"),
          new Systems.Named("S5.4", "Reconciliation", "财务对账自动化"));

  private static final Duration TICK = Duration.ofSeconds(5);
  private static final Duration REMIND = Duration.ofMinutes(1);
  private static final Duration FORGET = Duration.ofMinutes(1);
  private static final Duration RECOGNISE = Duration.ofSeconds(10);
  private static final Duration MATCH = Duration.ofSeconds(10);
  private static final Duration TEND = Duration.ofMinutes(1);
  private static final Duration FETCH = Duration.ofSeconds(30);
  private static final Duration COLLECT = Duration.ofSeconds(1);

  /** How long a provider's answer is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int SENDERS = 16;

  private final ExecutorService senders =
      Executors.newFixedThreadPool(
          SENDERS,
          work -> {
            Thread thread = new Thread(work, "payments");
            thread.setDaemon(true);
            return thread;
          });

  private final PlansApi plans;
  private final List<Routes> routes;

  /** On that chassis. */
  public Billing(Chassis chassis, Settings settings, ToPeople people, Clock clock) {
    Signals signals = new Signals(Hashes.at(Path.of(settings.get(Setting.FRAUD_KEY))));
    plans = new HeldPlanStore(chassis.database());
    Rules rules = new Rules();
    Fraud fraud = new Fraud(signals, rules, clock);
    Map<String, PaymentChannel> channels = Channels.of(settings, PATIENCE, clock);
    Payments payments =
        new Payments(
            chassis.database(),
            channels,
            senders,
            clock,
            new Payments.Others(
                fraud,
                Routing.ofHouse(channels.keySet(), clock),
                Purchases.orders(clock),
                new Unreturned(credited(people))));
    Purchases purchases = new Purchases(payments, clock);
    Subscriptions subscriptions = new Subscriptions(clock, payments);
    Changes changes = new Changes(payments);
    Previews previews = new Previews(clock, changes);
    Guesses guesses = new Guesses();
    Reconciliation books = new Reconciliation(Limits.of(settings), clock);
    routes =
        List.of(
            new PlanRoutes(chassis.database()),
            new SubscriptionRoutes(
                chassis.database(),
                subscriptions,
                new Entitlements(chassis.database(), clock),
                guesses),
            new ChangeRoutes(previews, changes, subscriptions, guesses, clock),
            new FamilyRoutes(chassis.database(), new Families(clock)),
            new CouponRoutes(chassis.database()),
            new DocumentRoutes(
                chassis.database(),
                new CreditNotes(clock, payments),
                List.of(settings.get(Setting.SELLER).split(" *; *", -1))),
            new GiftCardRoutes(chassis.database(), guesses, subscriptions, clock),
            // Before those of one payment: /v1/payments/disputed is none.
            new DisputeRoutes(chassis.database(), payments),
            new PaymentRoutes(chassis.database(), payments, pages(settings)),
            new AgreementRoutes(chassis.database(), payments.agreements()),
            new PurchaseRoutes(chassis.database(), purchases),
            new LedgerRoutes(chassis.database(), clock),
            new ReconciliationRoutes(chassis.database(), books, clock),
            new MismatchRoutes(chassis.database(), books, clock),
            new FraudRoutes(chassis.database(), signals, clock),
            new CaseRoutes(chassis.database(), new Cases(payments::reviewed, clock)),
            new RuleRoutes(chassis.database(), rules, clock),
            new ModelRoutes(chassis.database(), clock),
            new BacktestRoutes(chassis.database(), rules, clock));
    chassis.every(TICK, "billing.subscriptions", subscriptions::tick);
    chassis.every(TICK, "billing.purchases", purchases::tick);
    chassis.every(REMIND, "billing.reminders", new Reminders(clock, notices(people))::tick);
    chassis.every(FORGET, "billing.previews", previews::forget);
    chassis.every(RECOGNISE, "billing.recognition", new Recognition(clock)::recognise);
    chassis.work(COLLECT, "billing.payments", payments::collect);
    chassis.work(COLLECT, "billing.refunds", payments.refunds()::collect);
    chassis.work(TICK, "billing.chargebacks", payments::attend);
    chassis.work(COLLECT, "billing.agreements", payments.agreements()::collect);
    chassis.every(MATCH, "billing.reconciliation", books::match);
    chassis.every(TEND, "billing.fraud", fraud::tend);
    chassis.every(COLLECT, "billing.backtests", new Backtests(rules)::goOn);
    chassis.work(TEND, "billing.fraud-lessons", new Lessons(chassis.database(), clock)::learn);
    deliveries(chassis, settings, channels.keySet(), clock)
        .ifPresent(from -> chassis.work(FETCH, "billing.statements", from::fetch));
  }

  /** The card's provider has a page for its number, so that we never see it. */
  private static Map<String, URI> pages(Settings settings) {
    return settings
        .find(Setting.PSP_URL)
        .<Map<String, URI>>map(url -> Map.of("card", URI.create(url + "/card")))
        .orElse(Map.of());
  }

  /** People are written to by what they are reminded of: {0} is the plan, {1} the day. */
  private static Notices notices(ToPeople people) {
    return (tx, notice) ->
        people.tell(
            tx,
            notice.person(),
            "remind." + notice.kind(),
            notice.plan(),
            notice.about().atOffset(ZoneOffset.UTC).toLocalDate().toString());
  }

  /** People are written to of what could not go back: {0} is the amount, {1} the credit note. */
  private static Unreturned.Notice credited(ToPeople people) {
    return (tx, refund, note) ->
        people.tell(
            tx, refund.person(), "credit.balance", refund.amount().toString(), note.number());
  }

  /** Where statements are fetched, if the settings say so. */
  private static Optional<Deliveries> deliveries(
      Chassis chassis, Settings settings, Set<String> channels, Clock clock) {
    Path secrets = Path.of(settings.get(Setting.PSP_SECRETS));
    return settings
        .find(Setting.SETTLEMENTS_URL)
        .map(url -> Deliveries.at(chassis.database(), URI.create(url), secrets, channels, clock));
  }

  /** What is being sent is asked about after the next start. */
  @Override
  public void close() {
    senders.shutdown();
  }

  /** By what people may watch something, for whoever gives out keys. */
  public Entitled entitled() {
    return new WaysToWatch();
  }

  /** What people have subscribed to. */
  public PlansApi plans() {
    return plans;
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }
}
