package playhouse.serving.billing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.billing.ledger.LedgerRoutes;
import playhouse.serving.billing.ledger.Recognition;
import playhouse.serving.billing.payments.HttpPsp;
import playhouse.serving.billing.payments.PaymentChannel;
import playhouse.serving.billing.payments.PaymentRoutes;
import playhouse.serving.billing.payments.Payments;
import playhouse.serving.billing.payments.disputes.CaseRoutes;
import playhouse.serving.billing.plans.PlanRoutes;
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
    Payments payments = new Payments(chassis.database(), channels(settings, clock), senders, clock);
    Subscriptions subscriptions = new Subscriptions(clock, payments);
    routes =
        List.of(
            new PlanRoutes(chassis.database()),
            new SubscriptionRoutes(
                chassis.database(), subscriptions, new Entitlements(chassis.database())),
            new PaymentRoutes(chassis.database(), payments),
            new CaseRoutes(chassis.database(), payments),
            new LedgerRoutes(chassis.database(), clock));
    chassis.every(TICK, "billing.subscriptions", subscriptions::tick);
    chassis.every(RECOGNISE, "billing.recognition", new Recognition(clock)::recognise);
    chassis.work(COLLECT, "billing.payments", payments::collect);
    chassis.work(COLLECT, "billing.refunds", payments.refunds()::collect);
    chassis.work(TICK, "billing.chargebacks", payments::attend);
  }

  /** Those whose provider the settings name. */
  private static Map<String, PaymentChannel> channels(Settings settings, Clock clock) {
    Path secrets = Path.of(settings.get(Setting.PSP_SECRETS));
    return settings
        .find(Setting.PSP_URL)
        .<Map<String, PaymentChannel>>map(
            url ->
                Map.of(
                    "card",
                    HttpPsp.at(URI.create(url), secrets, PATIENCE, clock)
                        .returningTo(URI.create(settings.get(Setting.SERVING_URL)))))
        .orElse(Map.of());
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
