package playhouse.serving.identity.mfa;

import java.util.Arrays;
import java.util.Locale;
import playhouse.serving.platform.Refusal;

/** What a second factor can be. */
enum Kind {
  TOTP,
  BACKUP_CODE,
  SMS;

  /**
   * The one of that name.
   *
   * @throws Refusal 404
   */
  static Kind of(String text) {
    return Arrays.stream(values())
        .filter(each -> each.text().equals(text))
        .findFirst()
        .orElseThrow(() -> Refusal.missing("there is no such factor"));
  }

  /** As it stands in facts and answers. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
