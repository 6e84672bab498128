package playhouse.serving.identity.federation.remote;

import java.util.Optional;

/**
 * Who somebody is at another provider, as it has just shown.
 *
 * @param subject who they are there, for ever; with the issuer it is all that they are known by
 * @param sid their session there
 * @param mail an address of theirs that the provider may vouch for; it finds nobody's account
 */
public record Arrived(String issuer, String subject, Optional<String> sid, Optional<String> mail) {}
