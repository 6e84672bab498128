package playhouse.contracts.behaviour;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.PlaybackHeartbeat;
import playhouse.contracts.facts.PlaybackStop;
import playhouse.contracts.facts.Recommendation;

/** Reads deeds out of facts; a fact that names no person or says nothing of taste is none. */
public final class Deeds {

  /** The types of fact that may hold a deed. */
  public static final Set<String> TYPES =
      Set.of(
          "playback.start",
          "playback.heartbeat",
          "playback.stop",
          "rating",
          "tag",
          "comment.added",
          "danmaku.sent",
          "like.added",
          "like.removed",
          "favourite.added",
          "share.completed",
          "recommendation.dismissed");

  private Deeds() {}

  /** What was played. */
  public static Optional<Deed> of(Playback fact) {
    if (fact.getPlaybackStart() != null) {
      return deed(fact.getEnvelope(), fact.getPlaybackStart().getTitle(), Mark.begun());
    }
    PlaybackHeartbeat beat = fact.getPlaybackHeartbeat();
    if (beat != null) {
      long seen = Coverage.of(beat.getFromMillis(), beat.getToMillis(), beat.getRuntimeMillis());
      return deed(fact.getEnvelope(), beat.getTitle(), Mark.watched(seen, beat.getPlayedMillis()));
    }
    PlaybackStop stop = fact.getPlaybackStop();
    if (stop != null && stop.getReason().equals("completed")) {
      return deed(fact.getEnvelope(), stop.getTitle(), Mark.watched(Coverage.ALL, 0));
    }
    return Optional.empty();
  }

  /** What was said and done about titles. */
  public static Optional<Deed> of(Interaction fact) {
    Envelope who = fact.getEnvelope();
    if (fact.getRating() != null) {
      var rating = fact.getRating();
      float strength = Strength.ofRating(rating.getScore(), rating.getScale());
      return deed(who, rating.getTitle(), Mark.opinion(strength, 1));
    }
    if (fact.getLikeAdded() != null) {
      return deed(who, fact.getLikeAdded().getTitle(), Mark.opinion(Strength.FULL, 1));
    }
    if (fact.getLikeRemoved() != null) {
      return deed(who, fact.getLikeRemoved().getTitle(), Mark.opinion(Strength.NEUTRAL, 0));
    }
    return interest(fact);
  }

  /** What was waved away. */
  public static Optional<Deed> of(Recommendation fact) {
    var dismissed = fact.getRecommendationDismissed();
    return dismissed == null
        ? Optional.empty()
        : deed(fact.getEnvelope(), dismissed.getTitle(), Mark.opinion(Strength.DISMISSED, 0));
  }

  private static Optional<Deed> interest(Interaction fact) {
    Envelope who = fact.getEnvelope();
    if (fact.getFavouriteAdded() != null) {
      return deed(who, fact.getFavouriteAdded().getTitle(), Mark.interest(Strength.KEPT));
    }
    if (fact.getShareCompleted() != null) {
      return deed(who, fact.getShareCompleted().getTitle(), Mark.interest(Strength.KEPT));
    }
    if (fact.getCommentAdded() != null) {
      return deed(who, fact.getCommentAdded().getTitle(), Mark.interest(Strength.TALKED_ABOUT));
    }
    if (fact.getDanmakuSent() != null) {
      return deed(who, fact.getDanmakuSent().getTitle(), Mark.interest(Strength.TALKED_ABOUT));
    }
    if (fact.getTag() != null) {
      return deed(who, fact.getTag().getTitle(), Mark.interest(Strength.TALKED_ABOUT));
    }
    return Optional.empty();
  }

  private static Optional<Deed> deed(Envelope who, String title, Mark mark) {
    UUID person = who.getPerson();
    return person == null
        ? Optional.empty()
        : Optional.of(new Deed(person, title, who.getOccurred(), mark));
  }
}
