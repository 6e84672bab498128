package playhouse.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import playhouse.audience.live.Ledger;
import playhouse.audience.send.Counts;
import playhouse.contracts.Family;

/**
 * What a run has sent.
 *
 * @param run its name
 * @param seed of its world
 * @param firstDay first day of the world in UTC, yyyy-mm-dd
 * @param endDay the day after history's last in UTC, yyyy-mm-dd
 * @param families what was sent of each family
 * @param refusals what was sent in bad form, and what became of it
 * @param unsent how many could not be delivered
 */
record Summary(
    String run,
    long seed,
    String firstDay,
    String endDay,
    List<OfFamily> families,
    List<Refusal> refusals,
    long unsent) {

  /**
   * What was sent of one family.
   *
   * @param family its name
   * @param sent how many, repeats and refused ones included
   * @param accepted how many of them were taken
   * @param rejected how many of them were refused
   * @param duplicates how many of the accepted were repeats
   * @param distinct accepted less duplicates: what must be in the lake
   */
  record OfFamily(
      String family, long sent, long accepted, long rejected, long duplicates, long distinct) {

    OfFamily plus(OfFamily other) {
      return new OfFamily(
          family,
          sent + other.sent,
          accepted + other.accepted,
          rejected + other.rejected,
          duplicates + other.duplicates,
          distinct + other.distinct);
    }
  }

  /**
   * Events sent in bad form on purpose.
   *
   * @param reason the code they must be refused with
   * @param sent how many
   * @param refused how many were refused with that code
   */
  record Refusal(String reason, long sent, long refused) {}

  /** This and what was sent before. */
  Summary after(Summary before) {
    List<OfFamily> both = new ArrayList<>();
    for (int i = 0; i < families.size(); i++) {
      both.add(families.get(i).plus(before.families.get(i)));
    }
    List<Refusal> all = new ArrayList<>(refusals);
    for (Refusal earlier : before.refusals) {
      Optional<Refusal> same =
          all.stream().filter(one -> one.reason.equals(earlier.reason)).findFirst();
      same.ifPresent(all::remove);
      all.add(
          new Refusal(
              earlier.reason,
              earlier.sent + same.map(Refusal::sent).orElse(0L),
              earlier.refused + same.map(Refusal::refused).orElse(0L)));
    }
    return new Summary(run, seed, firstDay, endDay, both, all, unsent + before.unsent);
  }

  /** What was sent through the front door. */
  static List<OfFamily> of(Ledger ledger) {
    List<OfFamily> families = new ArrayList<>();
    for (Family family : Family.values()) {
      families.add(
          ledger
              .of(family)
              .map(
                  tally ->
                      new OfFamily(
                          family.topic(),
                          tally.sent(),
                          tally.accepted(),
                          tally.rejected(),
                          tally.duplicates(),
                          tally.accepted() - tally.duplicates()))
              .orElseGet(() -> new OfFamily(family.topic(), 0, 0, 0, 0, 0)));
    }
    return families;
  }

  /** What became of events in bad form. */
  static List<Refusal> refusals(Ledger ledger) {
    List<Refusal> refusals = new ArrayList<>();
    ledger
        .bad()
        .forEach(
            (reason, tally) -> refusals.add(new Refusal(reason, tally.sent(), tally.asExpected())));
    return refusals;
  }

  /** What history sent: all of it was taken. */
  static List<OfFamily> of(Counts counts) {
    List<OfFamily> families = new ArrayList<>();
    for (Family family : Family.values()) {
      long sent = counts.sent(family);
      long again = counts.duplicates(family);
      families.add(new OfFamily(family.topic(), sent, sent, 0, again, sent - again));
    }
    return families;
  }
}
