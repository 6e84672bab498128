package playhouse.counterparts.oidc;

import java.net.URI;

/**
 * Who sends people here to be known.
 *
 * @param back the one place that they are sent back to
 * @param told where it is told that somebody has signed out
 */
public record Client(String id, String secret, URI back, URI told) {}
