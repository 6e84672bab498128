package playhouse.serving.identity.federation.remote;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Another provider as it describes itself, and what is believed of what it says. Sources: OpenID
 * Connect Core 1.0, 3.1.3.7; Back-Channel Logout 1.0, 2.6; RFC 9207; RFC 9700.
 */
public final class Remote {
  /** Public keys only: with a shared secret whoever checks could also have signed. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);

  private static final Duration KEYS_FOR = Duration.ofMinutes(10);
  private static final Duration KEYS_WAIT = Duration.ofSeconds(5);

  /** However many keys are named that we do not know, theirs are looked at no more often. */
  private static final Duration KEYS_AGAIN = Duration.ofMinutes(1);

  /** How old what has just been made may be. */
  private static final Duration YOUNG = Duration.ofMinutes(10);

  private static final int LONGEST_SUBJECT = 255;

  private final Provider provider;
  private final Guarded door;
  private final OIDCProviderMetadata about;
  private final JWSKeySelector<SecurityContext> keys;
  private final ClientID client;

  private Remote(Provider provider, Guarded door, OIDCProviderMetadata about) throws IOException {
    this.provider = provider;
    this.door = door;
    this.about = about;
    this.client = new ClientID(provider.client());
    JWKSource<SecurityContext> source =
        JWKSourceBuilder.<SecurityContext>create(about.getJWKSetURI().toURL(), door)
            .cache(KEYS_FOR.toMillis(), KEYS_WAIT.toMillis())
            .refreshAheadCache(false)
            .rateLimited(KEYS_AGAIN.toMillis())
            .build();
    keys = new JWSVerificationKeySelector<>(ALGORITHMS, source);
  }

  /**
   * Asks it for its description.
   *
   * @throws IOException if it does not answer as it must, or names others than itself
   */
  static Remote discover(Provider provider) throws IOException {
    Guarded door = new Guarded(provider);
    URI at =
        URI.create(provider.issuer().replaceAll("/$", "") + "/.well-known/openid-configuration");
    try {
      OIDCProviderMetadata about =
          OIDCProviderMetadata.parse(door.retrieveResource(at.toURL()).getContent());
      if (!about.getIssuer().getValue().equals(provider.issuer())) {
        throw new IOException("says that it is " + about.getIssuer());
      }
      for (URI named : named(about)) {
        if (named == null || !provider.may(named)) {
          throw new IOException("names " + named);
        }
      }
      return new Remote(provider, door, about);
    } catch (ParseException e) {
      throw new IOException("its description cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<URI> named(OIDCProviderMetadata about) throws IOException {
    if (about.getAuthorizationEndpointURI() == null
        || about.getTokenEndpointURI() == null
        || about.getJWKSetURI() == null) {
      throw new IOException("does not say where it is asked");
    }
    return List.of(
        about.getAuthorizationEndpointURI(), about.getTokenEndpointURI(), about.getJWKSetURI());
  }

  /** Where a browser is sent to have its owner shown. */
  public URI ask(URI back, String state, String nonce, String verifier) {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE, new Scope("openid", "email"), client, back)
        .endpointURI(about.getAuthorizationEndpointURI())
        .state(new State(state))
        .nonce(new Nonce(nonce))
        .codeChallenge(new CodeVerifier(verifier), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Makes sure that it is this provider that sent the browser back (RFC 9207).
   *
   * @param issuer that is named; empty if none is
   * @throws Unbelievable if it is another
   */
  public void mustBe(Optional<String> issuer) throws Unbelievable {
    must(
        issuer.isPresent()
            ? issuer.get().equals(provider.issuer())
            : !about.supportsAuthorizationResponseIssuerParam(),
        "another provider sent them back");
  }

  /**
   * Takes who somebody is for a code.
   *
   * @throws IOException if it does not answer
   * @throws Unbelievable if what it answers is not to be believed
   */
  public Arrived exchange(URI back, String code, String nonce, String verifier)
      throws IOException, Unbelievable {
    TokenRequest asked =
        new TokenRequest.Builder(
                about.getTokenEndpointURI(),
                authentication(),
                new AuthorizationCodeGrant(
                    new AuthorizationCode(code), back, new CodeVerifier(verifier)))
            .build();
    try {
      TokenResponse told = OIDCTokenResponseParser.parse(asked.toHTTPRequest().send(door));
      if (told instanceof OIDCTokenResponse good) {
        return arrived(good.getOIDCTokens(), nonce);
      }
      throw new Unbelievable("the code is refused");
    } catch (ParseException | BadJOSEException | JOSEException | InvalidHashException e) {
      throw new Unbelievable(String.valueOf(e.getMessage()));
    }
  }

  private Arrived arrived(OIDCTokens tokens, String nonce)
      throws BadJOSEException, JOSEException, ParseException, InvalidHashException, Unbelievable {
    JWT token =
        Optional.ofNullable(tokens.getIDToken())
            .orElseThrow(() -> new Unbelievable("there is no ID token"));
    IDTokenClaimsSet claims =
        new IDTokenValidator(new Issuer(provider.issuer()), client, keys, null)
            .validate(token, new Nonce(nonce));
    must(ours(claims), "it was issued to another");
    must(young(claims.getIssueTime().toInstant()), "it is old");
    if (claims.getAccessTokenHash() != null) {
      AccessTokenValidator.validate(
          tokens.getAccessToken(),
          (JWSAlgorithm) token.getHeader().getAlgorithm(),
          claims.getAccessTokenHash());
    }
    String subject = claims.getSubject().getValue();
    must(subject.length() <= LONGEST_SUBJECT, "its subject is too long");
    boolean vouched =
        provider.mail() && Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
    return new Arrived(
        provider.issuer(),
        subject,
        Optional.ofNullable(claims.getSessionID()).map(sid -> sid.getValue()),
        Optional.ofNullable(claims.getStringClaim("email")).filter(mail -> vouched));
  }

  private boolean ours(IDTokenClaimsSet claims) {
    return claims.getAuthorizedParty() == null
        ? claims.getAudience().equals(List.of(new Audience(client)))
        : claims.getAuthorizedParty().getValue().equals(client.getValue());
  }

  /**
   * What it says of who has signed out there.
   *
   * @throws Unbelievable if it is not to be believed
   */
  public LogoutTokenClaimsSet left(String token) throws Unbelievable {
    try {
      LogoutTokenClaimsSet claims =
          new LogoutTokenValidator(new Issuer(provider.issuer()), client, false, keys, null)
              .validate(JWTParser.parse(token));
      must(young(claims.getIssueTime().toInstant()), "it is old");
      return claims;
    } catch (java.text.ParseException | BadJOSEException | JOSEException e) {
      throw new Unbelievable(String.valueOf(e.getMessage()));
    }
  }

  /** By the clock on the wall, as whoever made it; the library asks no other either. */
  private static boolean young(Instant made) {
    return made.isAfter(Instant.now().minus(YOUNG));
  }

  private static void must(boolean holds, String otherwise) throws Unbelievable {
    if (!holds) {
      throw new Unbelievable(otherwise);
    }
  }

  private ClientAuthentication authentication() {
    Secret secret = new Secret(provider.secret());
    List<ClientAuthenticationMethod> taken = about.getTokenEndpointAuthMethods();
    boolean post =
        taken != null
            && taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
            && !taken.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
    return post ? new ClientSecretPost(client, secret) : new ClientSecretBasic(client, secret);
  }

  /** What another provider said is not believed. */
  public static final class Unbelievable extends Exception {
    private static final long serialVersionUID = 1;

    Unbelievable(String why) {
      super(why);
    }
  }
}
