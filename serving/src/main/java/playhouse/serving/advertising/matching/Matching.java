package playhouse.serving.advertising.matching;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import playhouse.serving.advertising.orders.Creative;
import playhouse.serving.advertising.orders.Flight;
import playhouse.serving.advertising.orders.Flights;
import playhouse.serving.advertising.orders.Opportunity;

/**
 * Which of all flights fit a break: whom and what they are for, when, the person's age and consent,
 * and what may stand beside what. Money, turns and price are not looked at.
 */
public interface Matching {
  /** By what an ad fits that a bidder outside of the house offers for that break. */
  String OUTSIDE = "outside";

  /**
   * One that fits.
   *
   * @param creatives those of its creatives that may be shown there; at least one
   * @param by context, segment, lookalike or everybody
   * @param segment that it went by; empty if none
   */
  record Fit(Flight flight, List<Creative> creatives, String by, Optional<String> segment) {

    /** Whether it is another's, who pays as they say. */
    public boolean outside() {
      return by.equals(OUTSIDE);
    }

    /** Those of them of which one creative or more may be shown, with these alone. */
    public static List<Fit> narrowed(List<Fit> fits, Predicate<Creative> may) {
      return fits.stream()
          .map(
              fit ->
                  new Fit(
                      fit.flight(),
                      fit.creatives().stream().filter(may).toList(),
                      fit.by(),
                      fit.segment()))
          .filter(fit -> !fit.creatives().isEmpty())
          .toList();
    }
  }

  /**
   * What was kept from somebody for their sake.
   *
   * @param lineItem empty if all that go by the person were
   * @param reason minor, consent, sensitive, small or brand_safety
   */
  record Denied(Optional<String> lineItem, String reason) {}

  /** Those that fit, and what was denied. */
  record Matched(List<Fit> fits, List<Denied> denied) {}

  /** Looks through all flights; about a thousand in less than a millisecond. */
  Matched match(Flights.All flights, Opportunity opportunity);
}
