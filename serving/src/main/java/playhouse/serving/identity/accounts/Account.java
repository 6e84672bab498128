package playhouse.serving.identity.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who somebody is.
 *
 * @param person what everybody outside of identity knows the owner by
 * @param password what is kept of it; empty for who has other ways in
 * @param language en or zh
 */
public record Account(
    UUID id,
    UUID person,
    Optional<String> password,
    String language,
    Instant created,
    Optional<Instant> closed,
    List<Address> addresses) {

  /** Their address of that kind; empty if they have none. */
  public Optional<Address> address(Address.Kind kind) {
    return addresses.stream().filter(address -> address.kind() == kind).findFirst();
  }

  /** Where they are best written to. */
  public Optional<Address> best() {
    return address(Address.Kind.EMAIL).or(() -> address(Address.Kind.PHONE));
  }
}
