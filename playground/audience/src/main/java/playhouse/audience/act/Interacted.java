package playhouse.audience.act;

import java.util.Optional;

/**
 * Somebody said or did something about a title, or looked for one.
 *
 * @param id its id
 * @param person who
 * @param device place in the person's devices
 * @param at when, epoch milliseconds
 * @param what what they did
 * @param title place in the catalogue, or -1
 * @param text what they said, where to or what for; may be empty
 * @param number score in half stars, media position or number of results; else 0
 */
public record Interacted(
    String id, int person, int device, long at, What what, int title, String text, long number)
    implements Act {

  /** What somebody does about titles. */
  public enum What {
    RATING(true),
    TAG(true),
    COMMENT(true),
    DANMAKU(true),
    LIKE(true),
    UNLIKE(false),
    FAVOURITE(true),
    UNFAVOURITE(false),
    SHARE(true),
    SEARCH(false),
    PAGE(false);

    private final boolean active;

    What(boolean active) {
      this.active = active;
    }

    /** True if it is done in company: it is said to others, or shown to them. */
    public boolean sociable() {
      return this == COMMENT || this == DANMAKU || this == LIKE || this == SHARE;
    }

    /** True if who does it counts as active that day. */
    public boolean active() {
      return active;
    }
  }

  @Override
  public Optional<Interacted> until(long cutMillis) {
    return at < cutMillis ? Optional.of(this) : Optional.empty();
  }

  @Override
  public void tell(Witness witness) {
    witness.interacted(this);
  }
}
