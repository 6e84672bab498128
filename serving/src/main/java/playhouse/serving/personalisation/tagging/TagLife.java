package playhouse.serving.personalisation.tagging;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import playhouse.models.tagging.Evidence;
import playhouse.serving.personalisation.tagging.StoredTag.Decision;
import playhouse.serving.personalisation.tagging.StoredTag.State;

/** What becomes of a tag when more or less speaks for it, and when somebody decides. */
final class TagLife {
  /** Less than this is not worth anybody's time. */
  static final BigDecimal FEWEST = new BigDecimal("0.500");

  /** A change of less is not told. */
  private static final BigDecimal NOTICED = new BigDecimal("0.050");

  private TagLife() {}

  /** What all that was read of a title says of a tag now. */
  record Said(String tag, BigDecimal confidence, String model, List<Evidence> evidence) {
    Set<String> keys() {
      return evidence.stream().map(Evidence::key).collect(Collectors.toSet());
    }
  }

  /**
   * What the tag is from now on.
   *
   * @param told whether others are told
   */
  record Step(StoredTag tag, boolean told) {}

  /**
   * After its title was read again; empty if nothing changes. What somebody accepted stays; what
   * somebody rejected is suggested again only if something speaks for it that did not then.
   */
  static Optional<Step> read(
      String title, Optional<StoredTag> before, Optional<Said> said, Instant now) {
    Optional<Said> enough = said.filter(one -> one.confidence().compareTo(FEWEST) >= 0);
    if (before.isEmpty()) {
      return enough.map(one -> new Step(fresh(title, one, 1, Set.of(), 0, now), true));
    }
    StoredTag old = before.get();
    return switch (old.state()) {
      case ACCEPTED -> Optional.empty();
      case GONE -> enough.map(one -> again(old, one, now));
      case REJECTED ->
          enough
              .filter(one -> !old.rejectedKeys().containsAll(one.keys()))
              .map(one -> again(old, one, now));
      case SUGGESTED ->
          enough.isEmpty()
              ? Optional.of(new Step(gone(old), true))
              : changed(old, enough.get(), now);
    };
  }

  /** After somebody decided; empty if it was so already. */
  static Optional<StoredTag> decided(StoredTag tag, boolean accepts, Decision decision) {
    State next = accepts ? State.ACCEPTED : State.REJECTED;
    if (tag.state() == next) {
      return Optional.empty();
    }
    Set<String> rejected = new HashSet<>(tag.rejectedKeys());
    if (!accepts) {
      rejected.addAll(tag.keys());
    }
    return Optional.of(tag.in(next, Optional.of(decision), rejected));
  }

  private static Step again(StoredTag old, Said said, Instant now) {
    return new Step(
        fresh(old.title(), said, old.revision() + 1, old.rejectedKeys(), old.number(), now), true);
  }

  private static Optional<Step> changed(StoredTag old, Said said, Instant now) {
    boolean noticed =
        old.confidence().subtract(said.confidence()).abs().compareTo(NOTICED) >= 0
            || !old.model().equals(said.model());
    boolean same =
        old.confidence().compareTo(said.confidence()) == 0
            && old.model().equals(said.model())
            && old.evidence().equals(said.evidence());
    if (same) {
      return Optional.empty();
    }
    int revision = old.revision() + (noticed ? 1 : 0);
    return Optional.of(
        new Step(
            fresh(old.title(), said, revision, old.rejectedKeys(), old.number(), now), noticed));
  }

  private static StoredTag gone(StoredTag old) {
    return new StoredTag(
        old.number(),
        old.title(),
        old.tag(),
        State.GONE,
        BigDecimal.ZERO.setScale(3),
        old.model(),
        List.of(),
        old.rejectedKeys(),
        old.revision() + 1,
        old.suggested(),
        Optional.empty());
  }

  private static StoredTag fresh(
      String title, Said said, int revision, Set<String> rejected, long number, Instant now) {
    return new StoredTag(
        number,
        title,
        said.tag(),
        State.SUGGESTED,
        said.confidence(),
        said.model(),
        said.evidence(),
        rejected,
        revision,
        now,
        Optional.empty());
  }
}
