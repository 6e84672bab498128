package playhouse.serving.identity.staff;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.Role;

/**
 * Somebody who works here.
 *
 * @param name within the role, in tokens and in the audit log
 * @param askedBy who gave the role
 * @param held since when it is theirs; empty while a second admin must agree
 */
public record Member(
    UUID id,
    UUID account,
    Role role,
    String name,
    Instant asked,
    String askedBy,
    Optional<Instant> held,
    Optional<String> agreedBy) {

  /** As it stands in tokens and in the audit log. */
  String subject() {
    return role.text() + "." + name;
  }
}
