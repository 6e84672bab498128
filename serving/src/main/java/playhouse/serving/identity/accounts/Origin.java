package playhouse.serving.identity.accounts;

import java.util.Optional;

/**
 * Where somebody comes from who opens an account.
 *
 * @param channel organic, search, social, partner, referral or campaign
 * @param campaign that brought them
 * @param country where they live, as they say; ISO 3166-1 alpha-2
 */
public record Origin(String channel, Optional<String> campaign, Optional<String> country) {
  /** By themselves, from anywhere. */
  public static final Origin UNTOLD = new Origin("organic", Optional.empty(), Optional.empty());

  /** The country: the one they say, or else that of their phone number. */
  Optional<String> countryOf(Address address) {
    return country.or(() -> Optional.of(address.country()).filter(one -> !one.equals("ZZ")));
  }
}
