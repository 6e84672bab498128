package playhouse.serving.identity.accounts;

/**
 * What people agree to.
 *
 * @param kind terms or privacy
 * @param title in the language that was asked for
 */
public record Document(String kind, String version, String title) {}
