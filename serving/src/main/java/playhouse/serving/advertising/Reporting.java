package playhouse.serving.advertising;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import playhouse.contracts.Family;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.contracts.Topics;
import playhouse.serving.advertising.beacons.Beacons;
import playhouse.serving.advertising.beacons.Elsewhere;
import playhouse.serving.advertising.beacons.NoticeRoutes;
import playhouse.serving.advertising.beacons.Notices;
import playhouse.serving.advertising.beacons.Showings;
import playhouse.serving.advertising.beacons.SignedNotices;
import playhouse.serving.advertising.beacons.traffic.Datacentres;
import playhouse.serving.advertising.beacons.traffic.Traffic;
import playhouse.serving.advertising.budgets.Purse;
import playhouse.serving.advertising.conversions.ConversionRoutes;
import playhouse.serving.advertising.conversions.Touches;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.Owners;
import playhouse.serving.advertising.reports.ClosedDays;
import playhouse.serving.advertising.reports.CountRoutes;
import playhouse.serving.advertising.reports.LiveReports;
import playhouse.serving.advertising.reports.ReportRoutes;
import playhouse.serving.identity.secrets.Seal;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.facts.FactLog;
import playhouse.serving.platform.http.Routes;

/** What players and advertisers tell of ads, and what is reported of it, put together. */
public final class Reporting {
  private static final Duration KEEP = Duration.ofMillis(500);
  private static final Duration FORGET = Duration.ofMinutes(1);

  private final SignedNotices notices;
  private final List<Routes> routes;
  private final List<Advertising.Topic> topics;

  /**
   * On that chassis.
   *
   * @param purse that notices pay from
   * @param elsewhere whose ads others pay for
   * @param flights of which creatives say where clicks land
   * @throws IllegalArgumentException if a setting is wrong
   */
  public Reporting(
      Chassis chassis,
      Settings settings,
      Seal seal,
      Purse purse,
      Flights flights,
      Owners owners,
      ClosedDays closed,
      Elsewhere elsewhere,
      FactLog log,
      Clock clock,
      Meters meters) {
    notices = new SignedNotices(seal, settings.get(Setting.WEB_URL));
    Touches touches = new Touches(chassis.database(), clock, meters);
    Showings showings = new Showings(touches);
    LiveReports live = new LiveReports();
    Beacons beacons =
        new Beacons(
            purse,
            flights,
            showings,
            new Traffic(datacentres(settings)),
            elsewhere,
            log,
            clock,
            meters);
    topics =
        List.of(
            new Advertising.Topic(Family.AD.topic(), Showings.NEWEST, showings),
            new Advertising.Topic(Topics.AD_REPORTS, Long.MAX_VALUE, live));
    routes =
        List.of(
            new NoticeRoutes(notices, beacons, meters),
            new ConversionRoutes(owners, clock),
            new ReportRoutes(live, closed, flights, owners, clock),
            new CountRoutes(chassis.database(), live, closed, owners, clock));
    chassis.work(KEEP, "advertising.touches", touches::keep);
    chassis.every(FORGET, "advertising.forget-touches", touches::forget);
  }

  /** Addresses for players and bidders. */
  public Notices notices() {
    return notices;
  }

  /** What it answers. */
  public List<Routes> routes() {
    return routes;
  }

  /** What it reads. */
  public List<Advertising.Topic> topics() {
    return topics;
  }

  private static Datacentres datacentres(Settings settings) {
    return settings
        .find(Setting.AD_DATACENTRES)
        .map(file -> Datacentres.in(Path.of(file)))
        .orElseGet(Datacentres::none);
  }
}
