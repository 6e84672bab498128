package playhouse.contracts.experiment;

import java.util.Optional;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Payment;
import playhouse.contracts.facts.Platform;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.PlaybackStall;
import playhouse.contracts.facts.PlaybackStop;
import playhouse.contracts.facts.Recommendation;

/** What is counted of a person, each from single facts, so that neither order nor gaps matter. */
public enum Amount {
  /** Plays that a person asked for. */
  PLAYS,
  /** Seconds that were played. */
  PLAYED_SECONDS,
  /** Plays that ended because the title did. */
  COMPLETED,
  /** Plays of which a first frame is known. */
  FRAMES,
  /** Seconds until those. */
  STARTUP_SECONDS,
  /** Seconds that the picture stood still for want of data. */
  STALLED_SECONDS,
  /** Failures that ended a play. */
  FAILED,
  /** Comments and danmaku. */
  COMMENTS,
  /** Likes and favourites, less those taken back. */
  LIKES,
  /** Shares that were completed. */
  SHARES,
  /** Titles in lists that were given out. */
  SHOWN,
  /** Those that were chosen. */
  CHOSEN,
  /** Payments that were captured. */
  PAYMENTS,
  /** Crashes of an app. */
  CRASHES;

  private static final double MILLIS = 1000;

  /**
   * A fact's part.
   *
   * @param amount of which it is
   * @param value what it adds
   */
  public record Part(Amount amount, double value) {}

  /** One of each, all 0. */
  public static double[] none() {
    return new double[values().length];
  }

  /** Where it stands among all: states hold it there, so a new one comes last. */
  @SuppressWarnings("EnumOrdinal")
  int place() {
    return ordinal();
  }

  /** Adds a part to those. */
  public static void add(double[] amounts, Part part) {
    amounts[part.amount().place()] += part.value();
  }

  /** What a fact adds; a stop may tell of its first frame and its end. */
  public static Part[] of(Playback fact) {
    if (fact.getPlaybackStart() != null) {
      return fact.getPlaybackStart().getAutoplay() ? of() : of(new Part(PLAYS, 1));
    }
    if (fact.getPlaybackHeartbeat() != null) {
      return of(new Part(PLAYED_SECONDS, fact.getPlaybackHeartbeat().getPlayedMillis() / MILLIS));
    }
    PlaybackStall stall = fact.getPlaybackStall();
    if (stall != null) {
      return stall.getCause().equals("network")
          ? of(new Part(STALLED_SECONDS, stall.getStalledMillis() / MILLIS))
          : of();
    }
    if (fact.getPlaybackError() != null) {
      return fact.getPlaybackError().getFatal() ? of(new Part(FAILED, 1)) : of();
    }
    return Optional.ofNullable(fact.getPlaybackStop()).map(Amount::stop).orElse(of());
  }

  private static Part[] stop(PlaybackStop stop) {
    boolean completed = stop.getReason().equals("completed");
    Long startup = stop.getStartupMillis();
    if (startup == null) {
      return completed ? of(new Part(COMPLETED, 1)) : of();
    }
    Part frame = new Part(FRAMES, 1);
    Part until = new Part(STARTUP_SECONDS, startup / MILLIS);
    return completed ? of(frame, until, new Part(COMPLETED, 1)) : of(frame, until);
  }

  /** What a fact adds. */
  public static Part[] of(Interaction fact) {
    if (fact.getCommentAdded() != null || fact.getDanmakuSent() != null) {
      return of(new Part(COMMENTS, 1));
    }
    if (fact.getLikeAdded() != null || fact.getFavouriteAdded() != null) {
      return of(new Part(LIKES, 1));
    }
    if (fact.getLikeRemoved() != null || fact.getFavouriteRemoved() != null) {
      return of(new Part(LIKES, -1));
    }
    return fact.getShareCompleted() == null ? of() : of(new Part(SHARES, 1));
  }

  /** What a fact adds. */
  public static Part[] of(Recommendation fact) {
    if (fact.getRecommendationServed() != null) {
      return of(new Part(SHOWN, fact.getRecommendationServed().getItems().size()));
    }
    return fact.getRecommendationClicked() == null ? of() : of(new Part(CHOSEN, 1));
  }

  /** What a fact adds. */
  public static Part[] of(Payment fact) {
    return fact.getPaymentCaptured() == null ? of() : of(new Part(PAYMENTS, 1));
  }

  /** What a fact adds. */
  public static Part[] of(Platform fact) {
    return fact.getAppCrashed() == null ? of() : of(new Part(CRASHES, 1));
  }

  private static Part[] of(Part... parts) {
    return parts;
  }
}
