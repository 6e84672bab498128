package playhouse.counterparts.oidc;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;

/** A code, and for what it was given. */
record Issued(Person person, String sid, String nonce, String back, CodeChallenge challenge) {}
