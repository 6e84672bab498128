package playhouse.contracts.behaviour;

import java.util.Set;

/** What makes a person active on a day, beside a play that {@linkplain Play#qualified() counts}. */
public final class Activity {
  /** Interactions that do, by type; searching and opening pages do not. */
  public static final Set<String> INTERACTIONS =
      Set.of(
          "rating",
          "tag",
          "comment.added",
          "danmaku.sent",
          "like.added",
          "favourite.added",
          "share.completed");

  private Activity() {}
}
