package playhouse.serving.advertising.matching;

import java.util.OptionalInt;
import java.util.UUID;
import playhouse.serving.personalisation.lookalikes.LookalikesApi;
import playhouse.serving.personalisation.segments.SegmentsApi;
import playhouse.serving.platform.Refusal;

/** People whose ids say what they are: in which segments, like whom, and whether they are known. */
public final class KnownPeople implements SegmentsApi, LookalikesApi {
  @Override
  public boolean in(UUID person, String segment) {
    if (segment.equals("none")) {
      throw Refusal.missing("there is no such segment");
    }
    String refused = refused(segment);
    if (!refused.isEmpty()) {
      throw Refusal.barred(
          refused.equals("small") ? "segment_too_small" : "segment_sensitive", "nobody is");
    }
    return is(person, segment);
  }

  static String refused(String segment) {
    return segment.equals("sensitive") || segment.equals("small") ? segment : "";
  }

  boolean is(UUID person, String segment) {
    return segment.startsWith("s")
        && segment.length() == 2
        && known(person)
        && bit(person.getMostSignificantBits(), segment);
  }

  @Override
  public boolean like(UUID person, String segment) {
    return known(person) && bit(person.getLeastSignificantBits(), segment);
  }

  @Override
  public boolean known(UUID person) {
    return (person.getMostSignificantBits() & 7) != 0;
  }

  @Override
  public int people() {
    return 1_000;
  }

  @Override
  public OptionalInt size(String segment) {
    return segment.equals("none") ? OptionalInt.empty() : OptionalInt.of(250);
  }

  private static boolean bit(long bits, String segment) {
    return (bits >>> (8 + 2 * Math.floorMod(segment.hashCode(), 20)) & 3) == 0;
  }
}
