package playhouse.serving.platform.access;

import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.Role;

/**
 * Who asks.
 *
 * @param role what they are to the platform
 * @param name theirs within the role; empty for the role itself
 */
public record Caller(Role role, String name) {

  /** The one of a token's subject, such as {@code analyst.ana}; empty if the role is none. */
  public static Optional<Caller> of(String subject) {
    int dot = subject.indexOf('.');
    String role = dot < 0 ? subject : subject.substring(0, dot);
    return Role.of(role).map(known -> new Caller(known, dot < 0 ? "" : subject.substring(dot + 1)));
  }

  /** As it stands in tokens and in the audit log. */
  public String subject() {
    return name.isEmpty() ? role.text() : role.text() + "." + name;
  }

  /** The person that a viewer speaks for; empty for everybody else. */
  public Optional<UUID> person() {
    if (role != Role.VIEWER) {
      return Optional.empty();
    }
    try {
      return Optional.of(UUID.fromString(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
