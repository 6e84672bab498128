package playhouse.serving.platform.access;

import java.util.Optional;
import java.util.UUID;
import playhouse.contracts.Role;

/**
 * Who asks.
 *
 * @param role what they are to the platform
 * @param name theirs within the role; empty for the role itself
 * @param session they signed in to; empty if they bear a key or a token
 */
public record Caller(Role role, String name, Optional<UUID> session) {

  /** Who has not signed in. */
  public Caller(Role role, String name) {
    this(role, name, Optional.empty());
  }

  /** Whoever does not say who they are; they speak for no person. */
  public static final Caller NOBODY = new Caller(Role.VIEWER, "nobody");

  /**
   * The one of a token's subject, such as {@code analyst.ana}; empty if the role is none, or if it
   * is that of a viewer and the name is no person's: then it would speak for nobody, or for all.
   */
  public static Optional<Caller> of(String subject) {
    int dot = subject.indexOf('.');
    String name = dot < 0 ? "" : subject.substring(dot + 1);
    return Role.of(dot < 0 ? subject : subject.substring(0, dot))
        .map(role -> new Caller(role, name))
        .filter(caller -> caller.role() != Role.VIEWER || caller.person().isPresent());
  }

  /** As it stands in tokens and in the audit log. */
  public String subject() {
    return name.isEmpty() ? role.text() : role.text() + "." + name;
  }

  /** As what they made is theirs: a machine's name, and everybody else's subject. */
  public String owner() {
    return role == Role.SERVICE ? name : subject();
  }

  /** The person that a viewer speaks for; empty for everybody else, who may speak of anybody. */
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

  /** Whether what is that person's is theirs to know: a viewer has to do with their own alone. */
  public boolean mayKnow(UUID person) {
    return role != Role.VIEWER || person().equals(Optional.of(person));
  }
}
