package playhouse.audience.render;

import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Interacted;
import playhouse.audience.act.Moderated;
import playhouse.contracts.facts.CommentAdded;
import playhouse.contracts.facts.DanmakuSent;
import playhouse.contracts.facts.FavouriteAdded;
import playhouse.contracts.facts.FavouriteRemoved;
import playhouse.contracts.facts.LikeAdded;
import playhouse.contracts.facts.LikeRemoved;
import playhouse.contracts.facts.ModerationDecided;
import playhouse.contracts.facts.PageViewed;
import playhouse.contracts.facts.Rating;
import playhouse.contracts.facts.SearchPerformed;
import playhouse.contracts.facts.ShareCompleted;
import playhouse.contracts.facts.Tag;

/** Tells what somebody did about a title. */
final class InteractionTelling {

  private InteractionTelling() {}

  static SpecificRecordBase body(Interacted act, String title) {
    return switch (act.what()) {
      case RATING ->
          Rating.newBuilder()
              .setTitle(title)
              .setScore(act.number() / 2.0)
              .setScale("stars5")
              .build();
      case TAG -> Tag.newBuilder().setTitle(title).setTag(act.text()).build();
      case COMMENT ->
          CommentAdded.newBuilder()
              .setTitle(title)
              .setComment(act.id())
              .setText(act.text())
              .setLanguage(act.text().codePoints().anyMatch(c -> c > 0x2E80) ? "zh" : "en")
              .build();
      case DANMAKU ->
          DanmakuSent.newBuilder()
              .setTitle(title)
              .setDanmaku(act.id())
              .setPositionMillis(act.number())
              .setText(act.text())
              .build();
      case LIKE -> LikeAdded.newBuilder().setTitle(title).build();
      case UNLIKE -> LikeRemoved.newBuilder().setTitle(title).build();
      case FAVOURITE -> FavouriteAdded.newBuilder().setTitle(title).build();
      case UNFAVOURITE -> FavouriteRemoved.newBuilder().setTitle(title).build();
      case SHARE -> ShareCompleted.newBuilder().setTitle(title).setNetwork(act.text()).build();
      case SEARCH ->
          SearchPerformed.newBuilder().setQuery(act.text()).setResults((int) act.number()).build();
      case PAGE ->
          PageViewed.newBuilder()
              .setPage(act.text())
              .setTitle(title.isEmpty() ? null : title)
              .build();
    };
  }

  static ModerationDecided decision(Moderated act) {
    return ModerationDecided.newBuilder()
        .setContribution(act.contribution())
        .setDecision(act.hidden() ? "hide" : "publish")
        .setPolicyVersion("2026-1")
        .setReason(act.hidden() ? "spam" : null)
        .build();
  }
}
