package playhouse.serving.billing.payments.agreements;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What a payer is asked to agree to: to be charged without being there.
 *
 * @param label what the payer knows the method by
 * @param url where they agree; empty until the provider has said
 * @param contract the provider's name of it; empty until they have agreed
 * @param tries how often in a row nothing came of asking
 */
public record Agreement(
    UUID id,
    UUID person,
    String channel,
    String label,
    State state,
    Optional<String> url,
    Optional<String> contract,
    int tries,
    Instant nextAt,
    Instant asked) {

  /** Where it is. */
  public enum State {
    /** The provider is to say where the payer agrees. */
    ASKED,
    /** The payer is waited for. */
    OFFERED,
    /** They may be charged. */
    HOLDING,
    /** The provider is to be told that it is over. */
    ENDING,
    /** It is over. */
    ENDED,
    /** The payer has not agreed in time. */
    LAPSED;

    /** As it stands in the database and in answers. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Agreement in(State other, Instant at) {
    return new Agreement(
        id,
        person,
        channel,
        label,
        other,
        url,
        contract,
        other == state ? tries + 1 : 0,
        at,
        asked);
  }

  Agreement at(String place) {
    return new Agreement(
        id, person, channel, label, state, Optional.of(place), contract, tries, nextAt, asked);
  }

  Agreement as(String theirs) {
    return new Agreement(
        id, person, channel, label, state, url, Optional.of(theirs), tries, nextAt, asked);
  }
}
