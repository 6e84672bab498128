package playhouse.counterparts.oidc;

import java.util.Locale;
import java.util.Optional;

/** What goes wrong next time, when it is told to. */
public enum Fault {
  /** The description never ends. */
  HUGE(Stage.DESCRIBE),
  /** The description takes longer than anybody waits. */
  SLOW(Stage.DESCRIBE),
  /** The description is elsewhere. */
  MOVED(Stage.DESCRIBE),
  /** The description is another's. */
  IMPOSTOR(Stage.DESCRIBE),
  /** The description names a place within the network for the keys. */
  INWARD(Stage.DESCRIBE),
  /** The browser is sent back in another's name. */
  MIXED_UP(Stage.ASK),
  /** The browser is sent back without a name. */
  NAMELESS(Stage.ASK),
  /** Whoever is asked says no. */
  REFUSE(Stage.ASK),
  /** The token is signed by nobody. */
  ALG_NONE(Stage.TELL),
  /** The token is signed with the secret that the client knows. */
  ALG_HS256(Stage.TELL),
  /** The token is signed with a key that is not among those that are published. */
  UNKNOWN_KEY(Stage.TELL),
  /** The token was changed after it was signed. */
  TAMPERED(Stage.TELL),
  /** The token is for another client. */
  WRONG_AUDIENCE(Stage.TELL),
  /** The token is for this client and another, and was issued to the other. */
  WRONG_PARTY(Stage.TELL),
  /** The token is in another issuer's name. */
  WRONG_ISSUER(Stage.TELL),
  /** The token bears the nonce of a request before. */
  OLD_NONCE(Stage.TELL),
  /** The token bears no nonce. */
  NO_NONCE(Stage.TELL),
  /** The token is good no longer. */
  EXPIRED(Stage.TELL),
  /** The token was made long ago. */
  STALE(Stage.TELL),
  /** The token belongs to another access token. */
  WRONG_HASH(Stage.TELL),
  /** There is no ID token. */
  NO_TOKEN(Stage.TELL),
  /** The answer is no JSON. */
  NONSENSE(Stage.TELL),
  /** The answer takes longer than anybody waits. */
  SILENT(Stage.TELL);

  private final Stage stage;

  /** When it goes wrong. */
  enum Stage {
    DESCRIBE,
    ASK,
    TELL
  }

  Fault(Stage stage) {
    this.stage = stage;
  }

  Stage stage() {
    return stage;
  }

  /** The one of that name, such as {@code alg-none}. */
  static Optional<Fault> of(String name) {
    for (Fault fault : values()) {
      if (fault.text().equals(name)) {
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }

  /** Its name. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
