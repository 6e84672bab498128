package playhouse.serving.advertising.orders.advertisers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Who orders ads.
 *
 * @param owner who speaks for them
 * @param evidence what shows who they are, and where it is kept
 * @param validUntil first day on which that is not valid any more
 * @param state submitted, approved, refused or suspended
 * @param reason of that; empty if nobody decided yet
 * @param version grows with each change of what they say of themselves
 */
public record Advertiser(
    UUID id,
    long number,
    String owner,
    String name,
    String domain,
    String country,
    String evidence,
    LocalDate validUntil,
    String state,
    String reason,
    int version,
    Instant created) {

  /** Whether what they order may run. */
  public boolean mayRun(Instant now) {
    return state.equals("approved") && now.isBefore(expires());
  }

  /** When what shows who they are is not valid any more. */
  public Instant expires() {
    return validUntil.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
