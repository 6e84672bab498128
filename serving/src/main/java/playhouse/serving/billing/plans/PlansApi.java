package playhouse.serving.billing.plans;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Which plans people have, for those who look at many at once. */
public interface PlansApi {
  /**
   * A plan that somebody has by a subscription of their own, or by a seat in another's.
   *
   * @param country where it is paid for, ISO 3166-1 alpha-2
   */
  record Held(String plan, String country) {}

  /** Nobody has any. */
  PlansApi NONE = people -> Map.of();

  /** The plans of those people; who has none now is not among them. */
  Map<UUID, Held> of(Collection<UUID> people);
}
