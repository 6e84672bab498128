package playhouse.serving.identity.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import playhouse.contracts.Role;

/**
 * Who may have people signed in by us, or asks as a machine.
 *
 * @param role what it is to the platform by itself; empty for one that has people signed in
 * @param redirects where people are sent back to, to the letter
 * @param afterSignOut where they may be sent once they have signed out
 * @param told where it is told that somebody has signed out
 */
public record Client(
    String id,
    String title,
    Optional<Role> role,
    List<String> redirects,
    List<String> afterSignOut,
    Optional<String> told,
    Instant created) {}
