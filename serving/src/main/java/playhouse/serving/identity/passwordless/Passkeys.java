package playhouse.serving.identity.passwordless;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.InvalidSignatureCountException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import playhouse.contracts.facts.PasskeyRegistered;
import playhouse.contracts.facts.PasskeyRemoved;
import playhouse.contracts.facts.PasskeyUsed;
import playhouse.serving.identity.accounts.Account;
import playhouse.serving.identity.accounts.AccountFacts;
import playhouse.serving.identity.accounts.Accounts;
import playhouse.serving.identity.accounts.Address;
import playhouse.serving.platform.Refusal;

/**
 * Passkeys (WebAuthn Level 3): bound to the site where people's browsers find us, discoverable, so
 * that nobody need say first who they are, and always with the owner's finger, face or PIN.
 */
final class Passkeys {
  private static final Logger LOG = LoggerFactory.getLogger(Passkeys.class);
  private static final String SYSTEM = "S4.2";
  private static final Duration GOOD_FOR = Duration.ofMinutes(5);
  private static final int MOST = 20;

  /** Bit of the authenticator's flags (WebAuthn L3, 6.1). */
  private static final int BACKED_UP = 0x10;

  private static final int AT_ONCE = 10_000;

  private final URI web;
  private final Accounts accounts;
  private final Clock clock;

  /**
   * What a browser is to ask its authenticator.
   *
   * @param options for {@code navigator.credentials.create} or {@code get}, as JSON
   */
  record Asked(UUID id, String options) {}

  /** Somebody who came with a passkey. */
  record Came(UUID account, Passkey passkey) {}

  /** On that site. */
  Passkeys(URI web, Accounts accounts, Clock clock) {
    this.web = web;
    this.accounts = accounts;
    this.clock = clock;
  }

  private RelyingParty party(Handle tx, Optional<UUID> adding) {
    String origin =
        web.getScheme() + "://" + web.getHost() + (web.getPort() < 0 ? "" : ":" + web.getPort());
    return RelyingParty.builder()
        .identity(RelyingPartyIdentity.builder().id(web.getHost()).name("Playhouse").build())
        .credentialRepository(new PasskeyStore(tx, adding))
        .origins(Set.of(origin))
        .build();
  }

  /**
   * Begins a new one for an account.
   *
   * @throws Refusal 409 if there are enough
   */
  Asked begin(Handle tx, Account account) {
    if (PasskeyStore.of(tx, account.id()).size() >= MOST) {
      throw Refusal.conflict("too_many_passkeys", "an account has " + MOST + " passkeys at most");
    }
    String name = account.best().map(Address::value).orElse("Playhouse");
    PublicKeyCredentialCreationOptions options =
        party(tx, Optional.of(account.id()))
            .startRegistration(
                StartRegistrationOptions.builder()
                    .user(
                        UserIdentity.builder()
                            .name(name)
                            .displayName(name)
                            .id(PasskeyStore.handle(account.id()))
                            .build())
                    .authenticatorSelection(
                        AuthenticatorSelectionCriteria.builder()
                            .residentKey(ResidentKeyRequirement.REQUIRED)
                            .userVerification(UserVerificationRequirement.REQUIRED)
                            .build())
                    .timeout(GOOD_FOR.toMillis())
                    .build());
    UUID id = UUID.randomUUID();
    try {
      PasskeyStore.ask(tx, id, Optional.of(account.id()), options.toJson(), until());
      return new Asked(id, options.toCredentialsCreateJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The new one, if what the browser brings is the answer to what was asked. */
  Optional<Passkey> add(Handle tx, Account account, UUID asked, String name, String credential) {
    Optional<String> request =
        PasskeyStore.asked(tx, asked, Optional.of(account.id()), clock.instant());
    if (request.isEmpty()) {
      return Optional.empty();
    }
    try {
      var response = PublicKeyCredential.parseRegistrationResponseJson(credential);
      RegistrationResult result =
          party(tx, Optional.of(account.id()))
              .finishRegistration(
                  FinishRegistrationOptions.builder()
                      .request(PublicKeyCredentialCreationOptions.fromJson(request.get()))
                      .response(response)
                      .build());
      byte flags = response.getResponse().getParsedAuthenticatorData().getFlags().value;
      boolean synced = (flags & BACKED_UP) != 0;
      Passkey added = new Passkey(UUID.randomUUID(), name, synced, now(), Optional.empty());
      PasskeyStore.begin(tx, account.id(), added, result);
      new AccountFacts(tx, SYSTEM, now())
          .tell(
              Optional.of(account.person()),
              "passkey.registered",
              "passkey/" + added.id(),
              fact ->
                  fact.setPasskeyRegistered(
                      new PasskeyRegistered(added.id().toString(), added.synced())));
      return Optional.of(added);
    } catch (IOException | RegistrationFailedException e) {
      LOG.info("a passkey is not added: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Begins a coming in; who it is shows with the passkey. */
  Asked begin(Handle tx) {
    AssertionRequest request =
        party(tx, Optional.empty())
            .startAssertion(
                StartAssertionOptions.builder()
                    .userVerification(UserVerificationRequirement.REQUIRED)
                    .timeout(GOOD_FOR.toMillis())
                    .build());
    UUID id = UUID.randomUUID();
    try {
      PasskeyStore.ask(tx, id, Optional.empty(), request.toJson(), until());
      return new Asked(id, request.toCredentialsGetJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who has come, if what the browser brings is the answer to what was asked. */
  Optional<Came> come(Handle tx, UUID asked, String credential) {
    Optional<String> request = PasskeyStore.asked(tx, asked, Optional.empty(), clock.instant());
    if (request.isEmpty()) {
      return Optional.empty();
    }
    try {
      var response = PublicKeyCredential.parseAssertionResponseJson(credential);
      AssertionResult result =
          party(tx, Optional.empty())
              .finishAssertion(
                  FinishAssertionOptions.builder()
                      .request(AssertionRequest.fromJson(request.get()))
                      .response(response)
                      .build());
      Passkey passkey = PasskeyStore.get(tx, result.getCredential().getCredentialId());
      PasskeyStore.used(tx, passkey.id(), result.getSignatureCount(), now());
      return PasskeyStore.account(result.getCredential().getUserHandle())
          .map(id -> new Came(id, passkey));
    } catch (InvalidSignatureCountException e) {
      // Two have it: it may have been copied, and is good no longer.
      cloned(tx, e);
      return Optional.empty();
    } catch (IOException | AssertionFailedException e) {
      LOG.info("a passkey lets nobody in: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private void cloned(Handle tx, InvalidSignatureCountException e) {
    LOG.warn("a passkey was used by two and is good no longer: {}", e.getMessage());
    Passkey passkey = PasskeyStore.get(tx, e.getCredentialId());
    new PasskeyStore(tx, Optional.empty())
        .lookupAll(e.getCredentialId()).stream()
            .flatMap(each -> PasskeyStore.account(each.getUserHandle()).stream())
            .forEach(account -> remove(tx, accounts.get(tx, account), passkey.id(), "cloned"));
  }

  /** Tells that one was used. */
  void used(Handle tx, Account account, Passkey passkey) {
    Instant now = now();
    new AccountFacts(tx, SYSTEM, now)
        .tell(
            Optional.of(account.person()),
            "passkey.used",
            "passkey/" + passkey.id() + "/used/" + now.toEpochMilli(),
            fact -> fact.setPasskeyUsed(new PasskeyUsed(passkey.id().toString())));
  }

  /** An account's, the oldest first. */
  List<Passkey> of(Handle handle, UUID account) {
    return PasskeyStore.of(handle, account);
  }

  /**
   * Takes one of an account's away.
   *
   * @throws Refusal 404
   */
  void remove(Handle tx, Account account, UUID id) {
    remove(tx, account, id, "owner");
  }

  private void remove(Handle tx, Account account, UUID id, String why) {
    if (!PasskeyStore.remove(tx, account.id(), id, why, now())) {
      throw Refusal.missing("there is no such passkey");
    }
    new AccountFacts(tx, SYSTEM, now())
        .tell(
            Optional.of(account.person()),
            "passkey.removed",
            "passkey/" + id + "/removed",
            fact -> fact.setPasskeyRemoved(new PasskeyRemoved(id.toString(), why)));
  }

  /** Forgets what was asked and never answered; how much. */
  int forgetOld(Handle tx) {
    return PasskeyStore.forget(tx, clock.instant(), AT_ONCE);
  }

  private Instant until() {
    return clock.instant().plus(GOOD_FOR);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
