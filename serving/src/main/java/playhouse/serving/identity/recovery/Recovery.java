package playhouse.serving.identity.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody says that all second factors of an account are lost.
 *
 * @param statement what they say; forgotten some time after it ended
 * @param network where they asked from
 * @param state waiting, refused, stopped, over or done
 * @param due nothing is changed before
 * @param expires nothing is changed after
 * @param words what our people say of it, the oldest first
 */
public record Recovery(
    UUID id,
    UUID account,
    Optional<String> statement,
    String network,
    String agent,
    String state,
    Instant created,
    Instant due,
    Instant expires,
    Optional<Instant> ended,
    List<Word> words) {

  /** So many must agree. */
  static final int PEOPLE = 2;

  /** What one of our people says. */
  public record Word(String author, String verdict, String note, Instant at) {}

  /** Whether it is neither done nor ended otherwise. */
  boolean open() {
    return state.equals("waiting");
  }

  /** How many agree. */
  long agreed() {
    return words.stream().filter(word -> word.verdict().equals("approve")).count();
  }

  /** Whether enough time is over, and enough of our people agree. */
  boolean ready(Instant now) {
    return open() && agreed() >= PEOPLE && !now.isBefore(due) && now.isBefore(expires);
  }
}
