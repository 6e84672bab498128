package playhouse.serving.identity.mfa;

import java.util.Locale;

/** What a second factor can be. */
enum Kind {
  TOTP,
  BACKUP_CODE,
  SMS;

  /** As it stands in facts and answers. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
