package playhouse.audience.behaviour;

import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Noted;
import playhouse.audience.world.Chance;
import playhouse.audience.world.World;
import playhouse.contracts.facts.AppCrashed;
import playhouse.contracts.facts.BadgeGranted;
import playhouse.contracts.facts.ConsentWithdrawn;
import playhouse.contracts.facts.DsarReceived;
import playhouse.contracts.facts.EventJoined;
import playhouse.contracts.facts.ExperimentExposed;
import playhouse.contracts.facts.LicenceDenied;
import playhouse.contracts.facts.LicenceIssued;
import playhouse.contracts.facts.MessageOpened;
import playhouse.contracts.facts.MessageSent;
import playhouse.contracts.facts.MfaFailed;
import playhouse.contracts.facts.MfaPassed;
import playhouse.contracts.facts.PointsEarned;
import playhouse.contracts.facts.RecommendationDismissed;
import playhouse.contracts.facts.SegmentEntered;
import playhouse.contracts.facts.SegmentLeft;
import playhouse.contracts.facts.SsoSignedIn;

/** The rest of somebody's day, at a small rate: messages, points, help, sign-ins, crashes. */
public final class Errands {

  private final Viewer viewer;
  private final Chance chance;

  /** The errands of that viewer. */
  public Errands(Viewer viewer) {
    this.viewer = viewer;
    this.chance = viewer.chance();
  }

  /** Lets them happen on the day that begins at {@code begin}; {@code last} they were there. */
  public void happen(long begin, long last) {
    if (chance.hit(0.08)) {
      message(begin + chance.below((int) World.DAY / 2));
    }
    if (chance.hit(0.1)) {
      signIn(last);
    }
    if (chance.hit(0.12)) {
      community(last);
    }
    if (chance.hit(0.05)) {
      lists(last);
    }
    if (chance.hit(0.05)) {
      licence(last);
    }
    if (chance.hit(0.03)) {
      new Help(viewer).happen(last);
    }
    if (chance.hit(0.012)) {
      crash(last);
    }
    if (chance.hit(0.003)) {
      rights(last);
    }
  }

  private void message(long at) {
    String message = viewer.ids().next();
    note(
        at,
        MessageSent.newBuilder()
            .setMessage(message)
            .setCampaign("weekly-digest")
            .setChannel(chance.pick("email", "push"))
            .build());
    if (chance.hit(0.3)) {
      note(
          at + chance.between(30_000, 20_000_000),
          MessageOpened.newBuilder().setMessage(message).build());
    }
  }

  private void signIn(long at) {
    switch (chance.below(3)) {
      case 0 -> note(at, SsoSignedIn.newBuilder().setIssuer("https://id.example").build());
      case 1 -> note(at, MfaFailed.newBuilder().setFactor("totp").build());
      default -> note(at, MfaPassed.newBuilder().setFactor("totp").build());
    }
  }

  private void community(long at) {
    switch (chance.below(6)) {
      case 0 -> note(at, BadgeGranted.newBuilder().setBadge("night-owl").build());
      case 1 -> note(at, EventJoined.newBuilder().setEvent("watch-party-1").build());
      default -> note(at, PointsEarned.newBuilder().setPoints(5).setReason("daily-visit").build());
    }
  }

  private void lists(long at) {
    String title = viewer.world().catalogue().title(0).id();
    switch (chance.below(5)) {
      case 0 -> note(at, SegmentEntered.newBuilder().setSegment("binge-watchers").build());
      case 1 -> note(at, SegmentLeft.newBuilder().setSegment("binge-watchers").build());
      case 2 ->
          note(
              at,
              RecommendationDismissed.newBuilder()
                  .setServed(viewer.ids().next())
                  .setTitle(title)
                  .build());
      default ->
          note(
              at,
              ExperimentExposed.newBuilder()
                  .setExperiment("row-order")
                  .setVariant(viewer.person().index() % 2 == 0 ? "control" : "mixed")
                  .build());
    }
  }

  private void licence(long at) {
    String title = viewer.world().catalogue().title(0).id();
    String play = viewer.ids().next();
    if (chance.hit(0.1)) {
      note(
          at,
          LicenceDenied.newBuilder().setTitle(title).setPlay(play).setReason("territory").build());
      return;
    }
    note(
        at,
        LicenceIssued.newBuilder()
            .setLicence(viewer.ids().next())
            .setTitle(title)
            .setPlay(play)
            .build());
  }

  /** While they were there, or some time after; now and then again at once. */
  private void crash(long last) {
    long at = last - chance.between(0, 90 * 60_000);
    note(at, AppCrashed.newBuilder().setCode("render_oom").build());
    if (chance.hit(0.2)) {
      note(at + 8_000, AppCrashed.newBuilder().setCode("start_loop").build());
    }
  }

  private void rights(long at) {
    if (chance.hit(0.5)) {
      note(at, DsarReceived.newBuilder().setRequest(viewer.ids().next()).setKind("access").build());
    } else {
      note(
          at,
          ConsentWithdrawn.newBuilder().setPurpose("marketing").setPolicyVersion("2026-1").build());
    }
  }

  private void note(long at, SpecificRecordBase fact) {
    int person = viewer.person().index();
    viewer.out().accept(new Noted(viewer.ids().next(), person, at, fact));
  }
}
