package playhouse.serving.personalisation.people;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import playhouse.contracts.behaviour.FormerTitles;
import playhouse.contracts.behaviour.Liveliness;
import playhouse.contracts.facts.LiveFeatures;
import playhouse.contracts.facts.RecentTitle;

/** The live features of several pseudonyms as those of one person; a pure function. */
final class Together {
  private static final Comparator<RecentTitle> LATEST_FIRST =
      Comparator.comparing(RecentTitle::getOccurred)
          .reversed()
          .thenComparing(RecentTitle::getTitle);

  private Together() {}

  /**
   * Put together: counters are added, each title is there once, by when it was last taken up.
   *
   * @param parts one or more
   */
  static LiveFeatures of(UUID person, Collection<LiveFeatures> parts) {
    List<RecentTitle> titles = titles(parts);
    int kept = Math.min(Liveliness.TITLES, titles.size());
    return LiveFeatures.newBuilder()
        .setPerson(person)
        .setVersion(parts.stream().mapToLong(LiveFeatures::getVersion).sum())
        .setOccurred(
            parts.stream()
                .map(LiveFeatures::getOccurred)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH))
        .setRecent(titles.subList(0, kept))
        .setPlays(parts.stream().mapToLong(LiveFeatures::getPlays).sum())
        .setPlayedMillis(parts.stream().mapToLong(LiveFeatures::getPlayedMillis).sum())
        .setInteractions(parts.stream().mapToLong(LiveFeatures::getInteractions).sum())
        .setFormer(former(parts, titles.subList(kept, titles.size())))
        .build();
  }

  private static List<RecentTitle> titles(Collection<LiveFeatures> parts) {
    Map<String, RecentTitle> titles = new HashMap<>();
    for (LiveFeatures part : parts) {
      part.getRecent().forEach(title -> titles.merge(title.getTitle(), title, Together::both));
    }
    return titles.values().stream().sorted(LATEST_FIRST).toList();
  }

  /** What was waved away last stays so; else the most that they cared counts. */
  private static RecentTitle both(RecentTitle one, RecentTitle other) {
    RecentTitle later = one.getOccurred().isAfter(other.getOccurred()) ? one : other;
    float strength =
        later.getStrength() == 0 ? 0 : Math.max(one.getStrength(), other.getStrength());
    return new RecentTitle(later.getTitle(), later.getOccurred(), strength);
  }

  private static ByteBuffer former(Collection<LiveFeatures> parts, List<RecentTitle> beyond) {
    Set<Integer> hashes = new LinkedHashSet<>();
    for (LiveFeatures part : parts) {
      ByteBuffer bytes = part.getFormer().duplicate();
      while (bytes.remaining() >= Integer.BYTES) {
        hashes.add(bytes.getInt());
      }
    }
    beyond.forEach(title -> hashes.add(title.getTitle().hashCode()));
    int dropped = Math.max(0, hashes.size() - FormerTitles.LIMIT);
    ByteBuffer all = ByteBuffer.allocate((hashes.size() - dropped) * Integer.BYTES);
    hashes.stream().skip(dropped).forEach(all::putInt);
    return all.flip();
  }
}
