package playhouse.streaming.live;

import java.time.Instant;
import java.util.UUID;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.LikeAdded;
import playhouse.contracts.facts.Playback;
import playhouse.contracts.facts.PlaybackStart;
import playhouse.contracts.facts.Rating;
import playhouse.streaming.Door;

/** What somebody does with a title, taken in at this moment. */
final class Facts {
  private Facts() {}

  static Playback start(UUID person, String id, String title, Instant occurred) {
    return Playback.newBuilder()
        .setEnvelope(Door.envelope(id, person, occurred, Instant.now()).build())
        .setType("playback.start")
        .setPlaybackStart(
            PlaybackStart.newBuilder()
                .setPlay(id)
                .setTitle(title)
                .setRuntimeMillis(100_000)
                .setPositionMillis(0)
                .setAutoplay(false)
                .setMuted(false)
                .build())
        .build();
  }

  static Interaction like(UUID person, String id, String title, Instant occurred) {
    return Interaction.newBuilder()
        .setEnvelope(Door.envelope(id, person, occurred, Instant.now()).build())
        .setType("like.added")
        .setLikeAdded(new LikeAdded(title))
        .build();
  }

  /** One out of the past. */
  static Interaction rating(UUID person, String id, String title, Instant occurred) {
    return Interaction.newBuilder()
        .setEnvelope(Door.envelope(id, person, occurred, Instant.now()).setBackfill(true).build())
        .setType("rating")
        .setRating(new Rating(title, 4.0, "stars5"))
        .build();
  }
}
