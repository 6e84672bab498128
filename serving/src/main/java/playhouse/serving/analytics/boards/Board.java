package playhouse.serving.analytics.boards;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An arrangement of numbers that somebody saved.
 *
 * @param owner who, as in the audit log; they alone change it
 * @param shared whether whoever may see numbers can open it by its link, with their own rights
 * @param version counts its changes, so that two people's do not undo each other
 */
public record Board(
    UUID id,
    String owner,
    String name,
    List<Tile> tiles,
    boolean shared,
    int version,
    Instant updated) {

  boolean opensTo(String who) {
    return shared || owner.equals(who);
  }
}
