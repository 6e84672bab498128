package playhouse.streaming.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import playhouse.contracts.Family;
import playhouse.contracts.Setting;
import playhouse.contracts.Settings;
import playhouse.testbed.Await;
import playhouse.testbed.Broker;
import playhouse.testbed.Database;
import playhouse.testbed.Ports;

/** A side at work: its process, with a broker and a lake of its own. */
final class Contestant implements AutoCloseable {

  private static final Duration LOOKS = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Side side;
  private final Group consumers;
  private final BenchLake lake;
  private final Feed feed;
  private final FamilyFeed families;
  private final Writer writer;
  private final Path log;
  private long rows;
  private Figures figures = Figures.NONE;

  /** Starts it, and lets it take in the events of a warm-up. */
  Contestant(Side side, Path home, Audience audience, long warmUp) {
    this.side = side;
    String kafka = Broker.fresh().address();
    Map<String, String> environment = environment(kafka, home);
    consumers = new Group(kafka, side.group());
    lake = new BenchLake(Settings.of(environment));
    feed = new Feed(kafka, audience);
    families = new FamilyFeed(kafka);
    fill(warmUp);
    log = home.resolve("log.txt");
    writer = new Writer(environment, log, side.flags(), side.mainAndArguments());
    await();
    figures = figures.begunWith(writer.cpuSeconds());
  }

  /**
   * Measures more events. The process is held while Kafka is filled; the round lasts from when it
   * is let go until every row is committed.
   */
  void round(long events) {
    writer.hold();
    fill(events);
    double cpuSeconds = writer.cpuSeconds();
    long begun = System.nanoTime();
    writer.letGo();
    await();
    double seconds = (System.nanoTime() - begun) / 1e9;
    figures = figures.plus(events, writer.cpuSeconds() - cpuSeconds, seconds);
  }

  /**
   * What events of one family cost.
   *
   * @param bytes of one of them in Kafka
   * @param cpuMicros processor time for one of them
   */
  record Cost(Family family, double bytes, double cpuMicros) {}

  /** Measures events of one family alone, as {@link #round} does, and leaves the figures as is. */
  Cost cost(Family family, int events) {
    writer.hold();
    double bytes = families.send(family, events);
    rows += events;
    double cpuSeconds = writer.cpuSeconds();
    writer.letGo();
    await();
    return new Cost(family, bytes, (writer.cpuSeconds() - cpuSeconds) * 1e6 / events);
  }

  /** Of all rounds so far. */
  Figures figures() {
    return figures.with(lake.files(), lake.bytes());
  }

  private void fill(long events) {
    long distinct = feed.send(events);
    rows += side.careful() ? distinct : events;
  }

  private void await() {
    Await.until(
        rows + " rows of the " + side.name() + " are in the lake",
        LIMIT,
        LOOKS,
        () -> {
          if (!writer.isAlive()) {
            throw new IllegalStateException("the " + side.name() + " has ended: see " + log);
          }
          return lake.rows() >= rows && !(side.careful() && consumers.lag() > 0);
        });
    if (lake.rows() != rows) {
      throw new IllegalStateException(lake.rows() + " rows where " + rows + " should be");
    }
  }

  private static Map<String, String> environment(String kafka, Path home) {
    return Map.of(
        Setting.HOME.key(),
        home.toString(),
        Setting.KAFKA.key(),
        kafka,
        Setting.CATALOG_URI.key(),
        Database.fresh(),
        Setting.FLINK_PORT.key(),
        Integer.toString(Ports.free()));
  }

  @Override
  public void close() {
    writer.close();
    feed.close();
    families.close();
    lake.close();
    consumers.close();
  }
}
