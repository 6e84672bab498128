package playhouse.serving.advertising.matching;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Opportunity;

/**
 * A creative with what decides where it may be shown.
 *
 * @param categories what it advertises, with the categories above
 */
public record Shown(Creative creative, Set<String> categories) {
  /** Gambling, alcohol, dating, and all sensitive topics with drugs and tobacco among them. */
  static final Set<String> NOT_FOR_MINORS = Set.of("iab:181", "iab:211", "iab:188", "iab:v9i3On");

  /** Whether a creative of another may be shown there, and is nothing of those besides. */
  public static boolean allowed(Creative creative, Opportunity there, Set<String> besides) {
    Set<String> barred = new HashSet<>(Tags.categories(there.barred()));
    barred.addAll(Tags.categories(besides));
    return of(creative).allowed(there, barred);
  }

  static Shown of(Creative creative) {
    return new Shown(creative, Tags.above(Tags.categories(creative.categories())));
  }

  /**
   * Whether it may be shown there.
   *
   * @param barred categories that may not, as tags
   */
  boolean allowed(Opportunity there, Set<String> barred) {
    return Collections.disjoint(categories, barred)
        && (there.age().isEmpty() || suits(there.age().getAsInt()))
        && (there.barredDomains().isEmpty() || !ofAny(there.barredDomains()));
  }

  private boolean suits(int age) {
    return creative.age() <= age && Collections.disjoint(categories, NOT_FOR_MINORS);
  }

  private boolean ofAny(Set<String> domains) {
    return creative.domains().stream()
        .anyMatch(
            own -> domains.stream().anyMatch(bad -> own.equals(bad) || own.endsWith("." + bad)));
  }

  static List<Shown> of(List<Creative> creatives) {
    return creatives.stream().map(Shown::of).toList();
  }
}
