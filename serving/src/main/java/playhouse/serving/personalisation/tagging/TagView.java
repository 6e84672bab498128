package playhouse.serving.personalisation.tagging;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import playhouse.models.tagging.Evidence;
import playhouse.models.tagging.Taxonomy;
import playhouse.serving.personalisation.tagging.StoredTag.Decision;

/**
 * A tag of a title as callers see it, with what speaks for it.
 *
 * @param state suggested, accepted or rejected
 * @param iptc the IPTC Media Topic that holds it; empty if none does
 * @param decision empty until somebody decides
 */
record TagView(
    String title,
    String titleName,
    String tag,
    String name,
    String nameChinese,
    Optional<String> iptc,
    String state,
    BigDecimal confidence,
    String model,
    List<Evidence> evidence,
    Instant suggested,
    Optional<Decision> decision) {
  private static final List<String> STATES = List.of("accepted", "suggested", "rejected");

  /** Accepted ones first, rejected ones last, of each the surest first. */
  static final Comparator<TagView> IN_ORDER =
      Comparator.comparingInt((TagView one) -> STATES.indexOf(one.state()))
          .thenComparing(TagView::confidence, Comparator.reverseOrder())
          .thenComparing(TagView::tag);

  static TagView of(StoredTag tag, Taxonomy.Node node, String titleName) {
    return new TagView(
        tag.title(),
        titleName,
        tag.tag(),
        node.name(),
        node.chinese(),
        node.iptc(),
        tag.state().name().toLowerCase(Locale.ROOT),
        tag.confidence(),
        tag.model(),
        tag.evidence(),
        tag.suggested(),
        tag.decision());
  }
}
