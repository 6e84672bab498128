package playhouse.audience.live;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import playhouse.contracts.Family;

/** What became of what was sent: by family, and of the bad ones by the reason they deserve. */
public final class Ledger {

  private final Map<Family, Tally> families = new EnumMap<>(Family.class);
  private final Map<String, Tally> bad = new TreeMap<>();
  private final Tally all = new Tally();
  private String firstSurprise = "";

  /** Counts of one kind. */
  public static final class Tally {
    private long sent;
    private long accepted;
    private long rejected;
    private long duplicates;
    private long asExpected;

    /** How many were sent. */
    public long sent() {
      return sent;
    }

    /** How many were taken. */
    public long accepted() {
      return accepted;
    }

    /** How many were refused. */
    public long rejected() {
      return rejected;
    }

    /** How many of those taken had been taken before. */
    public long duplicates() {
      return duplicates;
    }

    /** How many were taken or refused as they deserve. */
    public long asExpected() {
      return asExpected;
    }
  }

  /** A parcel was answered; {@code refusal} is empty if it was taken. */
  synchronized void answered(Parcel parcel, String refusal, String detail) {
    boolean expected = parcel.refusal().equals(refusal);
    count(all, parcel, refusal, expected);
    parcel
        .family()
        .ifPresent(
            family ->
                count(
                    families.computeIfAbsent(family, k -> new Tally()), parcel, refusal, expected));
    if (!parcel.refusal().isEmpty()) {
      count(bad.computeIfAbsent(parcel.refusal(), k -> new Tally()), parcel, refusal, expected);
    }
    if (!expected && firstSurprise.isEmpty()) {
      firstSurprise = refusal.isEmpty() ? "taken: " + parcel.refusal() : refusal + ": " + detail;
    }
  }

  /** What became of a family's events. */
  public synchronized Optional<Tally> of(Family family) {
    return Optional.ofNullable(families.get(family));
  }

  /** What became of bad events, by the code they deserve. */
  public synchronized Map<String, Tally> bad() {
    return new TreeMap<>(bad);
  }

  /** What became of all. */
  public synchronized Tally all() {
    return all;
  }

  /** The first answer that was not as expected; empty if there was none. */
  public synchronized String firstSurprise() {
    return firstSurprise;
  }

  private static void count(Tally tally, Parcel parcel, String refusal, boolean expected) {
    tally.sent++;
    tally.asExpected += expected ? 1 : 0;
    if (refusal.isEmpty()) {
      tally.accepted++;
      tally.duplicates += parcel.again() ? 1 : 0;
    } else {
      tally.rejected++;
    }
  }
}
