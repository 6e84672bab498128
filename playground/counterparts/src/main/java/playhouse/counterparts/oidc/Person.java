package playhouse.counterparts.oidc;

/**
 * Somebody who has an account at the provider.
 *
 * @param subject who they are, for ever
 * @param verified whether they have shown that the address is theirs
 */
public record Person(String subject, String mail, boolean verified) {}
