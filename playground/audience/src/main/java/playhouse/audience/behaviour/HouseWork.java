package playhouse.audience.behaviour;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Act;
import playhouse.audience.act.Noted;
import playhouse.audience.world.Chance;
import playhouse.audience.world.Title;
import playhouse.audience.world.World;
import playhouse.contracts.facts.AssetIngested;
import playhouse.contracts.facts.AuditChecked;
import playhouse.contracts.facts.ClickTracked;
import playhouse.contracts.facts.ContractSigned;
import playhouse.contracts.facts.ConversionAttributed;
import playhouse.contracts.facts.CostBooked;
import playhouse.contracts.facts.DetectionRaised;
import playhouse.contracts.facts.EdgeRequested;
import playhouse.contracts.facts.HealthSampled;
import playhouse.contracts.facts.MatchFound;
import playhouse.contracts.facts.MentionSeen;
import playhouse.contracts.facts.PurgeCompleted;
import playhouse.contracts.facts.QcFailed;
import playhouse.contracts.facts.QcPassed;
import playhouse.contracts.facts.RenditionPublished;
import playhouse.contracts.facts.ReviewDecided;
import playhouse.contracts.facts.RoyaltyAccrued;
import playhouse.contracts.facts.SpendBooked;
import playhouse.contracts.facts.TagSuggested;
import playhouse.contracts.facts.TaskCompleted;
import playhouse.contracts.facts.TranscodeCompleted;
import playhouse.contracts.facts.VersionUploaded;
import playhouse.contracts.facts.WorkflowCompleted;

/** Facts of systems behind the screen, at a small rate: each shift of a day brings some. */
public final class HouseWork {

  private static final long HOUR = 3_600_000;
  private static final String[] CDNS = {"edgecast", "dragonfly", "alpine", "tropic", "fallback"};
  private static final String[] CHANNELS = {"search", "social", "partner", "referral", "campaign"};

  private final World world;
  private final long begin;
  private final Ids ids;
  private final Chance chance;
  private final Consumer<Act> out;
  private long now;

  /** The work of the day that begins at a moment in epoch milliseconds. */
  public HouseWork(World world, long begin, Ids ids, Chance chance, Consumer<Act> out) {
    this.world = world;
    this.begin = begin;
    this.ids = ids;
    this.chance = chance;
    this.out = out;
  }

  /** Lets the shifts that begin at these hours happen. */
  public void happen(List<Integer> hours) {
    for (int hour : hours) {
      now = begin + hour * HOUR + chance.below((int) HOUR);
      shift();
    }
  }

  /** One shift now: every system says something within the next minutes. */
  public void shift(long nowMillis) {
    now = nowMillis;
    shift();
  }

  private void shift() {
    delivery();
    production();
    marketing();
    rulesAndRights();
    platform();
  }

  private void delivery() {
    for (String cdn : CDNS) {
      for (int i = 0; i < 4; i++) {
        boolean hit = chance.hit(0.93);
        note(
            EdgeRequested.newBuilder()
                .setCdn(cdn)
                .setNode(cdn + "-" + chance.below(3))
                .setHit(hit)
                .setStatus(chance.hit(0.995) ? 200 : 503)
                .setBytes(chance.between(200_000L, 4_000_000L))
                .setMillis(hit ? chance.between(5L, 60L) : chance.between(80L, 600L))
                .build());
      }
    }
    String title = title().id();
    note(
        TranscodeCompleted.newBuilder()
            .setJob(ids.next())
            .setTitle(title)
            .setCodec(chance.pick("h264", "hevc", "av1"))
            .setHeight(chance.pick(480, 720, 1080))
            .setMediaMillis(chance.between(600_000L, 7_200_000L))
            .setWallMillis(chance.between(100_000L, 3_600_000L))
            .setCpuMillis(chance.between(400_000L, 9_600_000L))
            .setBytes(chance.between(90_000_000L, 4_000_000_000L))
            .build());
    note(
        RenditionPublished.newBuilder()
            .setRendition(ids.next())
            .setTitle(title)
            .setTargetNodes(15)
            .setVerifiedNodes(chance.between(14, 15))
            .build());
    note(PurgeCompleted.newBuilder().setTag("title:" + title).setNodes(15).build());
    if (chance.hit(0.1)) {
      note(
          MatchFound.newBuilder()
              .setMatch(ids.next())
              .setTitle(title)
              .setScore(0.91)
              .setUrl("https://mirror.example/watch")
              .build());
    }
  }

  private void production() {
    String production = "production-" + chance.between(1, 4);
    note(
        TaskCompleted.newBuilder()
            .setTask(ids.next())
            .setProduction(production)
            .setKind(chance.pick("shoot", "edit", "effects", "sound", "review"))
            .build());
    note(
        VersionUploaded.newBuilder()
            .setProduction(production)
            .setVersion(chance.between(1, 30))
            .setBytes(chance.between(1_000_000L, 9_000_000_000L))
            .build());
    String asset = ids.next();
    note(
        AssetIngested.newBuilder()
            .setAsset(asset)
            .setKind("video")
            .setBytes(chance.between(1_000_000L, 9_000_000_000L))
            .setSha256(String.format(Locale.ROOT, "%016x", chance.bits()).repeat(4))
            .build());
    note(
        chance.hit(0.9)
            ? QcPassed.newBuilder().setAsset(asset).build()
            : QcFailed.newBuilder()
                .setAsset(asset)
                .setCheckName("black_frames")
                .setPositionMillis(12_000L)
                .build());
    note(
        WorkflowCompleted.newBuilder()
            .setWorkflow(ids.next())
            .setWallMillis(chance.between(10_000L, 900_000L))
            .build());
  }

  private void marketing() {
    for (String channel : CHANNELS) {
      String campaign = channel + "-" + chance.between(1, 3);
      note(
          SpendBooked.newBuilder()
              .setCampaign(campaign)
              .setChannel(channel)
              .setAmountMicros(chance.between(20L, 400L) * 1_000_000)
              .setCurrency("USD")
              .build());
      note(
          ClickTracked.newBuilder()
              .setClick(ids.next())
              .setCampaign(campaign)
              .setChannel(channel)
              .build());
      if (chance.hit(0.2)) {
        note(
            ConversionAttributed.newBuilder()
                .setCampaign(campaign)
                .setChannel(channel)
                .setKind("signup")
                .setModel("last-click")
                .build());
      }
    }
    note(
        MentionSeen.newBuilder()
            .setNetwork(chance.pick("weibo", "mastodon"))
            .setSentiment(chance.pick("positive", "neutral", "negative"))
            .build());
  }

  private void rulesAndRights() {
    String title = title().id();
    note(
        ReviewDecided.newBuilder()
            .setReview(ids.next())
            .setTitle(title)
            .setPassed(chance.hit(0.95))
            .setPolicyVersion("2026-1")
            .build());
    note(AuditChecked.newBuilder().setControl("backup-restore").setPassed(true).build());
    if (chance.hit(0.2)) {
      note(DetectionRaised.newBuilder().setRule("odd-login").setSeverity("low").build());
    }
    note(ContractSigned.newBuilder().setContract(ids.next()).setSupplier("studio-7").build());
    note(
        RoyaltyAccrued.newBuilder()
            .setContract("contract-1")
            .setTitle(title)
            .setAmountMicros(chance.between(1_000_000L, 90_000_000L))
            .setCurrency("USD")
            .build());
    note(
        TagSuggested.newBuilder()
            .setTitle(title)
            .setTag("atmospheric")
            .setConfidence(chance.unit())
            .setModel("tagger-1")
            .build());
  }

  private void platform() {
    note(
        HealthSampled.newBuilder()
            .setService(chance.pick("serving", "collector"))
            .setRequests(chance.between(1_000L, 9_000L))
            .setFailed(chance.between(0L, 9L))
            .build());
    note(
        CostBooked.newBuilder()
            .setKind(chance.pick("cdn", "compute"))
            .setAmountMicros(chance.between(1L, 90L) * 1_000_000)
            .setCurrency("USD")
            .build());
  }

  private Title title() {
    return world.catalogue().title(chance.below(world.catalogue().titles().size()));
  }

  private void note(SpecificRecordBase fact) {
    now += 1 + chance.below(4000);
    out.accept(new Noted(ids.next(), Act.NOBODY, now, fact));
  }
}
