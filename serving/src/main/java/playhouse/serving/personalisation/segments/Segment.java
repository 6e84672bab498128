package playhouse.serving.personalisation.segments;

import java.time.Instant;

/**
 * People of whom something is true.
 *
 * @param version grows with each change; that before is kept
 * @param expression in CEL, over {@link Signal}s
 * @param sensitive nobody is targeted by it
 * @param retired nobody is in it any more
 * @param size how many are in it, as it was read
 */
public record Segment(
    String id,
    int version,
    String nameEn,
    String nameZh,
    String expression,
    boolean sensitive,
    boolean retired,
    String who,
    Instant at,
    long size) {

  /** Whether it says the same of the same name. */
  boolean saysTheSameAs(Segment other) {
    return nameEn.equals(other.nameEn)
        && nameZh.equals(other.nameZh)
        && expression.equals(other.expression)
        && sensitive == other.sensitive
        && retired == other.retired;
  }

  /** The next version of it. */
  Segment then(Segment next) {
    return new Segment(
        id,
        version + 1,
        next.nameEn,
        next.nameZh,
        next.expression,
        next.sensitive,
        next.retired,
        next.who,
        next.at,
        size);
  }

  /** The same, which nobody is in any more. */
  Segment over(String by, Instant when) {
    return new Segment(
        id, version + 1, nameEn, nameZh, expression, sensitive, true, by, when, size);
  }
}
