package playhouse.audience.house;

import java.util.Locale;
import playhouse.audience.world.Chance;
import playhouse.contracts.facts.AssetIngested;
import playhouse.contracts.facts.QcFailed;
import playhouse.contracts.facts.QcPassed;
import playhouse.contracts.facts.TaskCompleted;
import playhouse.contracts.facts.VersionUploaded;
import playhouse.contracts.facts.WorkflowCompleted;

/** What makes titles: tasks and versions of a production, assets and their checks. */
final class Production {

  private Production() {}

  static void work(Shift shift) {
    making(shift);
    asset(shift);
    shift.note(
        WorkflowCompleted.newBuilder()
            .setWorkflow(shift.nextId())
            .setWallMillis(shift.chance().between(10_000L, 900_000L))
            .build());
  }

  private static void making(Shift shift) {
    Chance chance = shift.chance();
    String production = "production-" + chance.between(1, 4);
    shift.note(
        TaskCompleted.newBuilder()
            .setTask(shift.nextId())
            .setProduction(production)
            .setKind(chance.pick("shoot", "edit", "effects", "sound", "review"))
            .build());
    shift.note(
        VersionUploaded.newBuilder()
            .setProduction(production)
            .setVersion(chance.between(1, 30))
            .setBytes(chance.between(1_000_000L, 9_000_000_000L))
            .build());
  }

  private static void asset(Shift shift) {
    Chance chance = shift.chance();
    String asset = shift.nextId();
    shift.note(
        AssetIngested.newBuilder()
            .setAsset(asset)
            .setKind("video")
            .setBytes(chance.between(1_000_000L, 9_000_000_000L))
            .setSha256(String.format(Locale.ROOT, "%016x", chance.bits()).repeat(4))
            .build());
    shift.note(
        chance.hit(0.9)
            ? QcPassed.newBuilder().setAsset(asset).build()
            : QcFailed.newBuilder()
                .setAsset(asset)
                .setCheckName("black_frames")
                .setPositionMillis(12_000L)
                .build());
  }
}
