package playhouse.serving.billing;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import playhouse.serving.billing.plans.PlanRoutes;
import playhouse.serving.billing.subscriptions.SubscriptionRoutes;
import playhouse.serving.billing.subscriptions.Subscriptions;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.operations.Systems;

/** The activity put together. */
public final class Billing {
  /** Name of its schema. */
  public static final String SCHEMA = "billing";

  /** What it is made of. */
  public static final List<Systems.Named> SYSTEMS =
      List.of(new Systems.Named("S5.1", "Subscription automation", "自动化订阅管理"));

  private static final Duration TICK = Duration.ofSeconds(5);

  private final List<Routes> routes;

  /** On that chassis. */
  public Billing(Chassis chassis, Clock clock) {
    Subscriptions subscriptions = new Subscriptions(clock);
    routes =
        List.of(
            new PlanRoutes(chassis.database()),
            new SubscriptionRoutes(chassis.database(), subscriptions));
    chassis.every(TICK, "billing.subscriptions", subscriptions::tick);
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }
}
