package playhouse.local.verify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * One thing that a proof holds to be true of many.
 *
 * @param name what, in words
 * @param count of how many
 * @param failed for how many it does not hold
 * @param faults these, in words
 * @param notes what is to be said of some of those for which it holds
 */
public record Check(
    String name,
    long count,
    long failed,
    @JsonIgnore List<String> faults,
    @JsonIgnore List<String> notes) {
  /** Where nothing was looked at, nothing holds. */
  public static Check of(String name, long count, List<String> faults) {
    return of(name, count, faults, List.of());
  }

  /** As above, with notes. */
  static Check of(String name, long count, List<String> faults, List<String> notes) {
    return new Check(name, count, count == 0 ? 1 : faults.size(), faults, notes);
  }
}
