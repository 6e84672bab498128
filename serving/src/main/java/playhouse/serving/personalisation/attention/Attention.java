package playhouse.serving.personalisation.attention;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link AttentionApi} from memory: what was taken in the last hour, of this process. */
public final class Attention implements AttentionApi {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MOST_PEOPLE = 500_000;

  private final Limits grown;
  private final Limits kids;
  private final Predicate<UUID> limited;
  private final Cache<UUID, List<Taken>> taken =
      Caffeine.newBuilder().maximumSize(MOST_PEOPLE).expireAfterWrite(HOUR).build();

  /**
   * What may be taken in any hour.
   *
   * @param seconds of it all together
   * @param interruptions at most
   */
  public record Limits(int seconds, int interruptions) {
    /** Of who has no age limit: eight minutes in six breaks. */
    public static final Limits USUAL = new Limits(480, 6);

    /** Of who has one: two minutes in three breaks. */
    public static final Limits KIDS = new Limits(120, 3);
  }

  private record Taken(Instant at, int seconds) {}

  /**
   * With those limits.
   *
   * @param limited who has an age limit
   */
  public Attention(Limits grown, Limits kids, Predicate<UUID> limited) {
    this.grown = grown;
    this.kids = kids;
    this.limited = limited;
  }

  @Override
  public boolean mayInterrupt(UUID person, int seconds, Instant now) {
    Limits limits = limited.test(person) ? kids : grown;
    List<Taken> lately = lately(taken.getIfPresent(person), now);
    int sum = lately.stream().mapToInt(Taken::seconds).sum();
    return lately.size() < limits.interruptions() && sum + seconds <= limits.seconds();
  }

  @Override
  public void interrupted(UUID person, int seconds, Instant now) {
    taken
        .asMap()
        .compute(
            person,
            (who, before) ->
                Stream.concat(lately(before, now).stream(), Stream.of(new Taken(now, seconds)))
                    .toList());
  }

  private static List<Taken> lately(@Nullable List<Taken> all, Instant now) {
    return all == null
        ? List.of()
        : all.stream().filter(one -> one.at().isAfter(now.minus(HOUR))).toList();
  }
}
