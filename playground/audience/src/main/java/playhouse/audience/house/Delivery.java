package playhouse.audience.house;

import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.world.Chance;
import playhouse.contracts.facts.EdgeRequested;
import playhouse.contracts.facts.MatchFound;
import playhouse.contracts.facts.PurgeCompleted;
import playhouse.contracts.facts.RenditionPublished;
import playhouse.contracts.facts.TranscodeCompleted;
import playhouse.contracts.facts.TranscodeFailed;

/** What brings pictures to people: edges serve, titles are transcoded and published. */
final class Delivery {

  private static final long HOUR = 3_600_000;
  private static final int NODES = 15;
  private static final String[] CDNS = {"edgecast", "dragonfly", "alpine", "tropic", "fallback"};

  private Delivery() {}

  static void work(Shift shift) {
    Chance chance = shift.chance();
    String title = shift.title();
    shift.note(Telemetry.edge(chance));
    for (int i = 0; i < 3; i++) {
      shift.note(transcode(shift, title));
      rendition(shift, title);
    }
    shift.note(PurgeCompleted.newBuilder().setTag("title:" + title).setNodes(NODES).build());
    if (chance.hit(0.1)) {
      shift.note(
          MatchFound.newBuilder()
              .setMatch(shift.nextId())
              .setTitle(title)
              .setScore(0.91)
              .setUrl("https://mirror.example/watch")
              .build());
    }
  }

  /** A few from each edge. */
  static void requests(long at, Desk desk) {
    for (String cdn : CDNS) {
      desk.note(at + desk.chance().below(2_000_000), request(cdn, desk.chance()));
    }
  }

  private static EdgeRequested request(String cdn, Chance chance) {
    boolean hit = chance.hit(0.88);
    return EdgeRequested.newBuilder()
        .setCdn(cdn)
        .setNode(cdn + "-" + chance.below(3))
        .setHit(hit)
        .setStatus(chance.hit(0.995) ? 200 : 503)
        .setBytes(chance.between(200_000L, 4_000_000L))
        .setMillis(hit ? chance.between(5L, 60L) : chance.between(80L, 600L))
        .build();
  }

  private static SpecificRecordBase transcode(Shift shift, String title) {
    Chance chance = shift.chance();
    if (chance.hit(0.1)) {
      return TranscodeFailed.newBuilder()
          .setJob(shift.nextId())
          .setTitle(title)
          .setCode("source_damaged")
          .build();
    }
    return TranscodeCompleted.newBuilder()
        .setJob(shift.nextId())
        .setTitle(title)
        .setCodec(chance.pick("h264", "hevc", "av1"))
        .setHeight(chance.pick(480, 720, 1080))
        .setMediaMillis(chance.between(600_000L, 7_200_000L))
        .setWallMillis(chance.between(100_000L, 3_600_000L))
        .setCpuMillis(chance.between(400_000L, 9_600_000L))
        .setBytes(chance.between(90_000_000L, 4_000_000_000L))
        .build();
  }

  /** Some are not everywhere at once: they get there hours or two days later, or never. */
  private static void rendition(Shift shift, String title) {
    Chance chance = shift.chance();
    String rendition = shift.nextId();
    if (chance.hit(0.7)) {
      shift.note(published(rendition, title, NODES));
      return;
    }
    shift.note(published(rendition, title, chance.between(9, NODES - 1)));
    if (chance.hit(0.8)) {
      shift.later(chance.between(HOUR, 60 * HOUR), published(rendition, title, NODES));
    }
  }

  private static RenditionPublished published(String rendition, String title, int verified) {
    return RenditionPublished.newBuilder()
        .setRendition(rendition)
        .setTitle(title)
        .setTargetNodes(NODES)
        .setVerifiedNodes(verified)
        .build();
  }
}
