package playhouse.serving.acquisition;

import java.time.Clock;
import java.util.List;
import playhouse.serving.acquisition.valuation.NightlyValuations;
import playhouse.serving.acquisition.valuation.ValuationRoutes;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.operations.Systems;

/** The activity put together. */
public final class Acquisition {
  /** Name of its schema. */
  public static final String SCHEMA = "acquisition";

  /** What it is made of. */
  public static final List<Systems.Named> SYSTEMS =
      List.of(new Systems.Named("S1.3", "Content valuation", "内容价值评估AI"));

  private final List<Routes> routes;

  /**
   * On that chassis.
   *
   * @param nightly what the lake's night left
   */
  public Acquisition(Chassis chassis, NightlyValuations nightly, Clock clock) {
    routes = List.of(new ValuationRoutes(chassis.database(), nightly, clock));
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }
}
