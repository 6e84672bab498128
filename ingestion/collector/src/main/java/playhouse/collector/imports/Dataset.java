package playhouse.collector.imports;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import playhouse.collector.event.Consent;
import playhouse.contracts.DedupKey;
import playhouse.contracts.FactType;
import playhouse.contracts.Pseudonyms;
import playhouse.contracts.facts.Catalogue;
import playhouse.contracts.facts.Envelope;
import playhouse.contracts.facts.Interaction;
import playhouse.contracts.facts.Rating;
import playhouse.contracts.facts.Tag;
import playhouse.contracts.facts.TitleUpserted;

/** A set of imported people and titles: how they are named, and how facts of them are made. */
final class Dataset {

  /**
   * When things happened whose time a file does not tell: the importer's stated rule. Only a
   * constant keeps a repeated import the same, whatever the order of the lines.
   */
  static final Instant UNTOLD = Instant.parse("2000-01-01T00:00:00Z");

  private static final FactType RATING = FactType.of("rating").orElseThrow();
  private static final FactType TAG = FactType.of("tag").orElseThrow();
  private static final FactType UPSERTED = FactType.of("title.upserted").orElseThrow();
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final String name;
  private final Consent consent;
  private final Clock clock;
  private String example = "";

  Dataset(String name, Consent consent, Clock clock) {
    if (!NAME.matcher(name).matches()) {
      throw new UnfitSource(
          "\"%s\" cannot name a dataset (letters, digits, . _ -): give one with --dataset NAME"
              .formatted(name));
    }
    this.name = name;
    this.consent = consent;
    this.clock = clock;
  }

  String name() {
    return name;
  }

  String source() {
    return "/imports/" + name;
  }

  /** A person of this set, as users may name them; blank before there was one. */
  String example() {
    return example;
  }

  /** The id of a title in this house. */
  String title(String id) {
    return name + ":" + id;
  }

  Interaction rating(
      String user,
      String item,
      String mark,
      Instant occurred,
      Optional<Double> score,
      String scale) {
    Interaction fact = interaction(RATING, user, item, mark, occurred);
    fact.put(RATING.field().pos(), new Rating(title(item), score.orElse(null), scale));
    return fact;
  }

  Interaction tag(String user, String item, String mark, Instant occurred, String tag) {
    Interaction fact = interaction(TAG, user, item, mark, occurred);
    fact.put(TAG.field().pos(), new Tag(title(item), tag));
    return fact;
  }

  /** A title, whole; its body names it as {@link #title} does. */
  Catalogue title(String item, String mark, Instant occurred, TitleUpserted body) {
    Catalogue fact = new Catalogue();
    fact.put(0, envelope("title/" + item + "/" + mark, null, occurred));
    fact.put(1, UPSERTED.name());
    fact.put(UPSERTED.field().pos(), body);
    return fact;
  }

  private Interaction interaction(
      FactType type, String user, String item, String mark, Instant occurred) {
    Interaction fact = new Interaction();
    example = example.isEmpty() ? name + ":" + user : example;
    String id = type.name() + "/" + user + "/" + item + "/" + mark;
    fact.put(0, envelope(id, Pseudonyms.person(name, user), occurred));
    fact.put(1, type.name());
    return fact;
  }

  private Envelope envelope(String id, @Nullable UUID person, Instant occurred) {
    Envelope envelope = new Envelope();
    envelope.put(0, id);
    envelope.put(1, source());
    envelope.put(2, person != null && consent.analytics(person) ? person : null);
    envelope.put(5, occurred);
    envelope.put(7, clock.instant().truncatedTo(ChronoUnit.MICROS));
    envelope.put(8, true);
    return envelope;
  }

  /** What tells one line from another about the same user and title: a hash of its content. */
  static String mark(byte[] content) {
    return Long.toHexString(DedupKey.of(content).getMostSignificantBits());
  }
}
