package playhouse.serving.billing;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import playhouse.contracts.Settings;
import playhouse.serving.billing.ledger.LedgerRoutes;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.PaymentRoutes;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.payments.Screening;
import playhouse.serving.billing.payments.channels.Channels;
import playhouse.serving.billing.payments.disputes.CaseRoutes;
import playhouse.serving.billing.payments.routing.Routing;
import playhouse.serving.billing.plans.PlanRoutes;
import playhouse.serving.billing.purchases.PurchaseRoutes;
import playhouse.serving.billing.purchases.Purchases;
import playhouse.serving.billing.subscriptions.Entitlements;
import playhouse.serving.billing.subscriptions.SubscriptionRoutes;
import playhouse.serving.billing.subscriptions.Subscriptions;
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
          new Systems.Named("S5.4", "Reconciliation", "财务对账自动化"));

  private static final Duration TICK = Duration.ofSeconds(5);
  private static final Duration RECOGNISE = Duration.ofSeconds(10);
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

  private final List<Routes> routes;

  /** On that chassis. */
  public Billing(Chassis chassis, Settings settings, Clock clock) {
    Map<String, PaymentChannel> channels = Channels.of(settings, PATIENCE, clock);
    Payments payments =
        new Payments(
            chassis.database(),
            channels,
            senders,
            clock,
            new Payments.Others(
                Screening.NONE,
                Routing.ofHouse(channels.keySet(), clock),
                Purchases.orders(clock)));
    Purchases purchases = new Purchases(payments, clock);
    Subscriptions subscriptions = new Subscriptions(clock, payments);
    routes =
        List.of(
            new PlanRoutes(chassis.database()),
            new SubscriptionRoutes(
                chassis.database(), subscriptions, new Entitlements(chassis.database())),
            // Before those of one payment: /v1/payments/disputed is none.
            new CaseRoutes(chassis.database(), payments),
            new PaymentRoutes(chassis.database(), payments),
            new PurchaseRoutes(chassis.database(), purchases),
            new LedgerRoutes(chassis.database(), clock));
    chassis.every(TICK, "billing.subscriptions", subscriptions::tick);
    chassis.every(TICK, "billing.purchases", purchases::tick);
    chassis.every(RECOGNISE, "billing.recognition", new Recognition(clock)::recognise);
    chassis.work(COLLECT, "billing.payments", payments::collect);
    chassis.work(COLLECT, "billing.refunds", payments.refunds()::collect);
    chassis.work(TICK, "billing.chargebacks", payments::attend);
  }

  /** What is being sent is asked about after the next start. */
  @Override
  public void close() {
    senders.shutdown();
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }
}
