package playhouse.serving.platform.messages;

import java.util.Locale;

/** Why something is sent to a person. */
public enum Purpose {
  /** To prove that an address is theirs. */
  VERIFY,
  /** To come in. */
  SIGN_IN,
  /** To prove once more who they are. */
  STEP_UP,
  /** To set up a second factor. */
  ENROL,
  /** To let them know; nobody waits for it. */
  NOTICE;

  /** As it stands in the database and in facts. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of that text. */
  static Purpose of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
