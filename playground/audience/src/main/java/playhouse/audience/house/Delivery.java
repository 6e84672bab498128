package playhouse.audience.house;

import playhouse.audience.world.Chance;
import playhouse.contracts.facts.EdgeRequested;
import playhouse.contracts.facts.MatchFound;
import playhouse.contracts.facts.PurgeCompleted;
import playhouse.contracts.facts.RenditionPublished;
import playhouse.contracts.facts.TranscodeCompleted;

/** What brings pictures to people: edges serve, a title is transcoded and published. */
final class Delivery {

  private static final String[] CDNS = {"edgecast", "dragonfly", "alpine", "tropic", "fallback"};

  private Delivery() {}

  static void work(Shift shift) {
    Chance chance = shift.chance();
    for (String cdn : CDNS) {
      for (int i = 0; i < 4; i++) {
        shift.note(request(cdn, chance));
      }
    }
    String title = shift.title();
    shift.note(transcode(shift, title));
    shift.note(
        RenditionPublished.newBuilder()
            .setRendition(shift.nextId())
            .setTitle(title)
            .setTargetNodes(15)
            .setVerifiedNodes(chance.between(14, 15))
            .build());
    shift.note(PurgeCompleted.newBuilder().setTag("title:" + title).setNodes(15).build());
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

  private static EdgeRequested request(String cdn, Chance chance) {
    boolean hit = chance.hit(0.93);
    return EdgeRequested.newBuilder()
        .setCdn(cdn)
        .setNode(cdn + "-" + chance.below(3))
        .setHit(hit)
        .setStatus(chance.hit(0.995) ? 200 : 503)
        .setBytes(chance.between(200_000L, 4_000_000L))
        .setMillis(hit ? chance.between(5L, 60L) : chance.between(80L, 600L))
        .build();
  }

  private static TranscodeCompleted transcode(Shift shift, String title) {
    Chance chance = shift.chance();
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
}
