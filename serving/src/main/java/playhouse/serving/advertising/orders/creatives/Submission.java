package playhouse.serving.advertising.orders.creatives;

import java.util.List;
import java.util.UUID;
import playhouse.serving.advertising.orders.Creative;

/**
 * A creative as it was handed in.
 *
 * @param state submitted, checked, approved or refused
 * @param checks what a machine found, the last time
 * @param reason of what was decided
 * @param version grows with each change: that is looked at anew
 * @param attempts how often a machine has tried
 */
public record Submission(
    UUID id,
    long number,
    UUID advertiser,
    Film film,
    String state,
    List<Check> checks,
    String reason,
    int version,
    int attempts) {

  /** One thing that was looked at. */
  public record Check(String check, boolean passed, String detail) {}

  /** As those who choose ads know it. */
  public Creative creative() {
    return film.creative(id, advertiser);
  }
}
