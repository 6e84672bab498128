package playhouse.local.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import playhouse.contracts.Family;
import playhouse.local.stack.FamilyEnds;

/**
 * How many events there are at one moment, by family.
 *
 * @param sent by the audience's own count
 * @param inKafka accepted by Kafka, from whomever
 * @param inLake rows of the raw tables
 */
record Tally(Map<String, Audience.Sent> sent, Map<String, Long> inKafka, Map<String, Long> inLake) {

  /** What became of one family's events. */
  record OfFamily(
      String family, long sent, long accepted, long rejected, long duplicates, long inLake) {}

  /** Families of which the services tell too, each of its own people or lists, or the night. */
  private static final Set<String> OTHERS_TOO =
      Stream.of(
              Family.RECOMMENDATION,
              Family.ACCOUNT,
              Family.SUBSCRIPTION,
              Family.PAYMENT,
              Family.ACQUISITION,
              Family.CATALOGUE,
              Family.PLATFORM)
          .map(Family::topic)
          .collect(Collectors.toUnmodifiableSet());

  /** Counts now. Where Kafka has never taken an event, the lake cannot hold one. */
  static Tally take(Audience audience, FamilyEnds ends, Spark spark) {
    Map<String, Long> inKafka = ends.events();
    Map<String, Long> inLake = new HashMap<>();
    if (inKafka.values().stream().anyMatch(events -> events > 0)) {
      spark.select(COUNT, row -> inLake.put(row.path("family").asText(), row.path("n").asLong()));
    }
    return new Tally(audience.sent(), inKafka, inLake);
  }

  private static final String COUNT =
      Stream.of(Family.values())
          .map(Family::topic)
          .map(name -> "select '" + name + "' as family, count(*) as n from raw." + name)
          .collect(Collectors.joining(" union all "));

  /** What came between {@code before} and now. */
  List<OfFamily> since(Tally before) {
    List<OfFamily> families = new ArrayList<>();
    for (Family family : Family.values()) {
      String name = family.topic();
      Audience.Sent told = told(name).minus(before.told(name));
      long accepted = kafka(name) - before.kafka(name);
      families.add(
          new OfFamily(
              name,
              accepted + told.rejected(),
              accepted,
              told.rejected(),
              told.duplicates(),
              lake(name) - before.lake(name)));
    }
    return families;
  }

  /**
   * What does not hold, in words; nothing when every accepted event is in the lake exactly once.
   */
  List<String> faults(Tally before) {
    List<String> faults = new ArrayList<>();
    for (OfFamily family : since(before)) {
      long told = told(family.family()).accepted() - before.told(family.family()).accepted();
      if (OTHERS_TOO.contains(family.family())
          ? told > family.accepted()
          : told != family.accepted()) {
        faults.add(
            family.family()
                + ": the audience had "
                + told
                + " events accepted, Kafka holds "
                + family.accepted());
      }
      if (family.accepted() - family.duplicates() != family.inLake()) {
        faults.add(
            "%s: %d accepted - %d duplicates are not the %d in the lake"
                .formatted(
                    family.family(), family.accepted(), family.duplicates(), family.inLake()));
      }
      if (lake(family.family()) == 0) {
        faults.add(family.family() + ": nothing in the lake");
      }
    }
    return faults;
  }

  private Audience.Sent told(String family) {
    return sent.getOrDefault(family, Audience.Sent.NOTHING);
  }

  private long kafka(String family) {
    return inKafka.getOrDefault(family, 0L);
  }

  private long lake(String family) {
    return inLake.getOrDefault(family, 0L);
  }
}
