package playhouse.serving.advertising.orders;

import playhouse.contracts.Role;
import playhouse.serving.platform.access.Caller;

/** Whose an advertiser is: reports and conversions of it are theirs alone. */
public interface Owners {
  /**
   * Whether it is that caller's.
   *
   * @param advertiser its id
   */
  boolean owns(Caller caller, String advertiser);

  /** Whether it is theirs to know: whoever is no advertiser works for the house. */
  default boolean mayKnow(Caller caller, String advertiser) {
    return caller.role() != Role.ADVERTISER || owns(caller, advertiser);
  }
}
