package playhouse.serving.acquisition;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.serving.acquisition.licences.Challenges;
import playhouse.serving.acquisition.licences.ContentKeys;
import playhouse.serving.acquisition.licences.Entitled;
import playhouse.serving.acquisition.licences.KeyRoutes;
import playhouse.serving.acquisition.licences.LicenceRoutes;
import playhouse.serving.acquisition.licences.Licences;
import playhouse.serving.acquisition.rights.Rights;
import playhouse.serving.acquisition.rights.RightsApi;
import playhouse.serving.acquisition.rights.RightsFollower;
import playhouse.serving.acquisition.rights.RightsIndex;
import playhouse.serving.acquisition.rights.desk.AlertRoutes;
import playhouse.serving.acquisition.rights.desk.AvailabilityRoutes;
import playhouse.serving.acquisition.rights.desk.GrantRoutes;
import playhouse.serving.acquisition.rights.desk.Whereabouts;
import playhouse.serving.acquisition.rights.exchange.AvailRoutes;
import playhouse.serving.acquisition.rights.exchange.PolicyRoutes;
import playhouse.serving.acquisition.valuation.CandidateRoutes;
import playhouse.serving.acquisition.valuation.NightlyValuations;
import playhouse.serving.acquisition.valuation.ValuationRoutes;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.http.Routes;
import playhouse.serving.platform.operations.Check;
import playhouse.serving.platform.operations.Systems;

/** The activity put together. */
public final class Acquisition implements AutoCloseable {
  /** Name of its schema. */
  public static final String SCHEMA = "acquisition";

  /** What it is made of. */
  public static final List<Systems.Named> SYSTEMS =
      List.of(
          new Systems.Named("S1.1", "Rights management", "版权管理系统"),
          new Systems.Named("S1.3", "Content valuation", "内容价值评估AI"));

  private static final Duration TICK = Duration.ofSeconds(5);
  private static final Duration REVOKE = Duration.ofSeconds(1);

  private final List<Routes> routes;
  private final RightsIndex index;
  private final RightsFollower follower;
  private final Whereabouts whereabouts;
  private final Licences licences;

  /**
   * On that chassis.
   *
   * @param nightly what the lake's night left
   * @throws IllegalArgumentException if a setting is wrong
   */
  public Acquisition(Chassis chassis, Settings settings, NightlyValuations nightly, Clock clock) {
    index = new RightsIndex(untold(settings));
    follower = new RightsFollower(chassis.database(), index);
    whereabouts = Whereabouts.of(settings, clock);
    Rights rights = new Rights(chassis.database(), clock);
    Seal seal = Seal.in(Path.of(settings.get(Setting.IDENTITY_SECRETS)));
    ContentKeys keys = new ContentKeys(seal);
    licences =
        new Licences(
            index,
            follower,
            keys,
            new Challenges(seal, clock),
            Duration.ofSeconds(settings.number(Setting.LICENCE_SECONDS)),
            clock);
    routes =
        List.of(
            new GrantRoutes(chassis.database(), rights, follower::tryLook, clock),
            new AlertRoutes(chassis.database(), clock),
            new AvailabilityRoutes(index, whereabouts, clock),
            new PolicyRoutes(chassis.database(), rights, follower::tryLook, clock),
            new AvailRoutes(chassis.database(), rights, follower::tryLook, clock),
            new KeyRoutes(chassis.database(), keys, clock),
            new LicenceRoutes(chassis.database(), licences, whereabouts, clock),
            new ValuationRoutes(nightly),
            new CandidateRoutes(chassis.database(), nightly, clock));
    chassis.every(TICK, "acquisition.rights", rights::tick);
    chassis.every(REVOKE, "acquisition.licences", licences::tick);
  }

  /** What may be shown. */
  public RightsApi rights() {
    return index;
  }

  /** Where those are who ask. */
  public Whereabouts whereabouts() {
    return whereabouts;
  }

  /** Seconds since what is known of rights was as the database was. */
  public double age() {
    return follower.age();
  }

  /** Has licences go by what people have paid for. */
  public void entitle(Entitled entitled) {
    licences.entitle(entitled);
  }

  /** Whether rights are known. */
  public Check check() {
    return new Check("rights", index::isLoaded, () -> index.size() + " titles");
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }

  private static RightsIndex.Untold untold(Settings settings) {
    String word = settings.get(Setting.RIGHTS_UNTOLD);
    try {
      return RightsIndex.Untold.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          Setting.RIGHTS_UNTOLD.key() + " must be open, catalogue or closed: " + word, e);
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
