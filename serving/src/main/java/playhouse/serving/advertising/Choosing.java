package playhouse.serving.advertising;

import java.time.Clock;
import java.util.List;
import playhouse.contracts.Family;
import playhouse.contracts.Topics;
import playhouse.serving.advertising.budgets.Standing;
import playhouse.serving.advertising.matching.Matcher;
import playhouse.serving.advertising.matching.Matching;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.pacing.Appeal;
import playhouse.serving.advertising.pacing.LearntAppeal;
import playhouse.serving.advertising.pacing.Pacer;
import playhouse.serving.advertising.pacing.Pacing;
import playhouse.serving.advertising.pacing.Traffic;
import playhouse.serving.platform.Chassis;
import playhouse.serving.platform.Meters;
import playhouse.serving.platform.operations.Check;

/** What auctions ask of each ad: whom it is for, how fast it spends, what it is worth. */
final class Choosing implements AutoCloseable {
  private final Matching matching;
  private final Traffic traffic;
  private final Pacing pacing;
  private final LearntAppeal appeal = new LearntAppeal();

  Choosing(
      Chassis chassis,
      Advertising.Known known,
      Flights flights,
      Standing standing,
      Clock clock,
      Meters meters) {
    matching = new Matcher(known.segments(), known.lookalikes());
    traffic = new Traffic(chassis.database(), clock);
    pacing = new Pacing(chassis.database(), flights, standing, traffic, clock);
    chassis.every(Pacing.EVERY, "advertising.pace", pacing::decide);
    meters.gauge("playhouse_ads_learnt", "Impressions that were learnt from", appeal::size);
  }

  Matching matching() {
    return matching;
  }

  /** Counts breaks, for the curve of the day. */
  Traffic traffic() {
    return traffic;
  }

  Pacer pacer() {
    return pacing;
  }

  Appeal appeal() {
    return appeal;
  }

  List<Advertising.Topic> topics() {
    long newest = LearntAppeal.NEWEST / Topics.PARTITIONS;
    return List.of(new Advertising.Topic(Family.AD.topic(), newest, appeal::take));
  }

  Check check() {
    return new Check("paces", pacing::caughtUp, () -> "");
  }

  @Override
  public void close() {
    pacing.close();
  }
}
