package playhouse.audience.act;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody played a title, from intent to stop.
 *
 * @param id id of the play
 * @param person who
 * @param device place in the person's devices
 * @param title place in the catalogue
 * @param at when they asked for it, epoch milliseconds
 * @param startupMillis wait for the first frame, ads excluded; {@link Act#NEVER} if none came
 * @param segments what went on after the intent, in order
 * @param cdn what served it
 * @param surface where it was chosen
 * @param served id of the list it was chosen from; empty if from none
 * @param autoplay true if nobody asked for it
 * @param ending completed, left, next or error
 */
public record Watched(
    String id,
    int person,
    int device,
    int title,
    long at,
    long startupMillis,
    List<Segment> segments,
    String cdn,
    String surface,
    String served,
    boolean autoplay,
    String ending)
    implements Act {

  /** When it ended, epoch milliseconds. */
  public long end() {
    long end = at;
    for (Segment segment : segments) {
      end += segment.wallMillis();
    }
    return end;
  }

  @Override
  public Optional<Watched> until(long cutMillis) {
    if (at >= cutMillis) {
      return Optional.empty();
    }
    if (end() < cutMillis) {
      return Optional.of(this);
    }
    return Optional.of(cut(cutMillis - 1 - at));
  }

  @Override
  public void tell(Witness witness) {
    witness.watched(this);
  }

  /** The play as if the person had left after that many milliseconds. */
  private Watched cut(long wallMillis) {
    List<Segment> kept = new ArrayList<>();
    long left = wallMillis;
    boolean frame = startupMillis != NEVER;
    boolean moved = false;
    for (Segment segment : segments) {
      if (segment.wallMillis() <= left) {
        kept.add(segment);
        left -= segment.wallMillis();
        moved |= segment.what() != Segment.What.WAIT;
        continue;
      }
      kept.add(segment.after(left));
      moved |= segment.what() != Segment.What.WAIT;
      break;
    }
    long startup = frame && moved ? startupMillis : NEVER;
    return new Watched(
        id, person, device, title, at, startup, kept, cdn, surface, served, autoplay, "left");
  }
}
