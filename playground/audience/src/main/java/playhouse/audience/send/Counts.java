package playhouse.audience.send;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import playhouse.contracts.Family;

/** How many events of each family were sent, and how many of those were repeats. */
public final class Counts {

  private final Map<Family, LongAdder> sent = new EnumMap<>(Family.class);
  private final Map<Family, LongAdder> duplicates = new EnumMap<>(Family.class);

  /** Nothing yet. */
  public Counts() {
    for (Family family : Family.values()) {
      sent.put(family, new LongAdder());
      duplicates.put(family, new LongAdder());
    }
  }

  /** One was sent. */
  public void sent(Family family, boolean again) {
    adder(sent, family).increment();
    if (again) {
      adder(duplicates, family).increment();
    }
  }

  /** How many were sent, repeats included. */
  public long sent(Family family) {
    return adder(sent, family).sum();
  }

  /** How many of them were repeats. */
  public long duplicates(Family family) {
    return adder(duplicates, family).sum();
  }

  /** How many were sent in all, repeats included. */
  public long total() {
    return sent.values().stream().mapToLong(LongAdder::sum).sum();
  }

  private static LongAdder adder(Map<Family, LongAdder> adders, Family family) {
    LongAdder adder = adders.get(family);
    if (adder == null) {
      throw new IllegalArgumentException(family.topic());
    }
    return adder;
  }
}
