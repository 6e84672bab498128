package playhouse.serving.advertising.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import playhouse.serving.advertising.orders.Opportunity;
import playhouse.serving.personalisation.lookalikes.LookalikesApi;
import playhouse.serving.personalisation.segments.SegmentsApi;
import playhouse.serving.platform.Refusal;

/** What of who watches a break decides which flights they see; each segment is asked for once. */
final class Viewing {
  private static final String SENSITIVE = "sensitive";
  private static final String SMALL = "small";

  private final Opportunity there;
  private final List<String> names;
  private final SegmentsApi segments;
  private final LookalikesApi lookalikes;
  private final Asked[] asked;
  private final byte[] alike;
  private Optional<Boolean> stranger = Optional.empty();

  /** What became of asking for a segment. */
  private enum Asked {
    NOT_YET,
    IN,
    OUT,
    SENSITIVE,
    SMALL
  }

  /**
   * How a flight reaches somebody.
   *
   * @param by context, segment, lookalike or everybody; empty if it does not
   * @param segment that it went by
   * @param denied why it may not, though else it might
   */
  record Way(Optional<String> by, Optional<String> segment, Optional<String> denied) {
    /** They are not for whom it is, or nobody knows. */
    static final Way NONE = new Way(Optional.empty(), Optional.empty(), Optional.empty());

    /** By what the place is. */
    static final Way CONTEXT = new Way(Optional.of("context"), Optional.empty(), Optional.empty());

    static final Way EVERYBODY =
        new Way(Optional.of("everybody"), Optional.empty(), Optional.empty());

    static Way denied(String reason) {
      return new Way(Optional.empty(), Optional.empty(), Optional.of(reason));
    }
  }

  /** In that break; segments are named by their numbers in the list. */
  Viewing(Opportunity there, List<String> names, SegmentsApi segments, LookalikesApi lookalikes) {
    this.there = there;
    this.names = names;
    this.segments = segments;
    this.lookalikes = lookalikes;
    asked = new Asked[names.size()];
    java.util.Arrays.fill(asked, Asked.NOT_YET);
    alike = new byte[names.size()];
  }

  /** How it reaches them; whatever is not of the person fits already. */
  Way way(FlightIndex.Item item) {
    if (!item.targeting().byPerson()) {
      boolean anywhere = item.targeting().tags().isEmpty() && item.targeting().titles().isEmpty();
      return anywhere ? Way.EVERYBODY : Way.CONTEXT;
    }
    boolean byContext = item.targeting().byContextToo() && !item.targeting().tags().isEmpty();
    if (there.age().isPresent()) {
      return byContext ? Way.CONTEXT : Way.denied("minor");
    }
    if (!there.personal()) {
      return byContext ? Way.CONTEXT : Way.denied("consent");
    }
    if (there.person().isEmpty()) {
      return byContext ? Way.CONTEXT : Way.NONE;
    }
    Way personal = personal(item, there.person().get());
    return byContext && personal.equals(Way.NONE) && isStranger(there.person().get())
        ? Way.CONTEXT
        : personal;
  }

  private Way personal(FlightIndex.Item item, UUID person) {
    List<String> refused = new ArrayList<>(2);
    for (int not : item.notSegments()) {
      Asked said = ask(not, person);
      if (said == Asked.IN) {
        return Way.NONE;
      }
      note(said, refused);
    }
    if (!refused.isEmpty()) {
      return Way.denied(refused.get(0));
    }
    if (item.segments().isEmpty() && item.lookalikes().isEmpty()) {
      return item.targeting().tags().isEmpty() ? Way.EVERYBODY : Way.CONTEXT;
    }
    for (int segment : item.segments()) {
      Asked said = ask(segment, person);
      if (said == Asked.IN) {
        return by("segment", segment);
      }
      note(said, refused);
    }
    for (int segment : item.lookalikes()) {
      Asked said = ask(segment, person);
      if (said == Asked.IN || (said == Asked.OUT && alike(segment, person))) {
        return by("lookalike", segment);
      }
      note(said, refused);
    }
    return refused.isEmpty() ? Way.NONE : Way.denied(refused.get(0));
  }

  private Way by(String what, int segment) {
    return new Way(Optional.of(what), Optional.of(names.get(segment)), Optional.empty());
  }

  private static void note(Asked said, List<String> refused) {
    if (said == Asked.SENSITIVE) {
      refused.add(SENSITIVE);
    } else if (said == Asked.SMALL) {
      refused.add(SMALL);
    }
  }

  private Asked ask(int segment, UUID person) {
    if (asked[segment] == Asked.NOT_YET) {
      asked[segment] = answer(names.get(segment), person);
    }
    return asked[segment];
  }

  private Asked answer(String segment, UUID person) {
    try {
      return segments.in(person, segment) ? Asked.IN : Asked.OUT;
    } catch (Refusal refusal) {
      return switch (refusal.code()) {
        case "segment_sensitive" -> Asked.SENSITIVE;
        case "segment_too_small" -> Asked.SMALL;
        default -> Asked.OUT;
      };
    }
  }

  private boolean alike(int segment, UUID person) {
    if (alike[segment] == 0) {
      alike[segment] = (byte) (lookalikes.like(person, names.get(segment)) ? 1 : 2);
    }
    return alike[segment] == 1;
  }

  private boolean isStranger(UUID person) {
    if (stranger.isEmpty()) {
      stranger = Optional.of(!lookalikes.known(person));
    }
    return stranger.get();
  }
}
